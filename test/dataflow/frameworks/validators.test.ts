// Libraries that validate: what of their results is harmless, and for what.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('validators', () => {
  itFollows({
    pydantic: `
from datetime import date
from flask import Flask, request
from pydantic import BaseModel, EmailStr, Field, HttpUrl, TypeAdapter, UUID4, conint, constr, field_validator
from os import system as run
app = Flask(__name__)

class Item(BaseModel):
    name: str
    count: int
    key: UUID4
    day: date
    code: constr(pattern='^[a-z]+$')
    slug: str = Field(pattern='^[a-z0-9]+$')
    @field_validator('name')
    def known(cls, value):
        return value

@app.post('/a')
def create():
    item = Item(**request.json)
    run('ls ' + item.name)  # finding: os-command-injection
    run('ls %s %s %s' % (item.count, item.key, item.day))
    run('ls ' + item.code)
    run('ls ' + item.slug)
    return {}

@app.post('/b')
def parse():
    item = Item.model_validate(request.json)
    run('ls ' + item.name)  # finding: os-command-injection
    run('ls %s' % item.count)
    other = Item.parse_obj(request.json)
    run('ls ' + other.name)  # finding: os-command-injection
    run('ls %s' % other.count)
    third = Item.model_validate_json(request.data)
    run('ls ' + third.name)  # finding: os-command-injection
    run('ls %s' % third.count)
    return {}
`,
    marshmallow: `
from flask import Flask, request
from marshmallow import Schema, fields, validate
from os import system as run
app = Flask(__name__)

class Item(Schema):
    name = fields.Str(required=True)
    count = fields.Integer()
    key = fields.UUID()
    kind = fields.Str(validate=validate.OneOf(['a', 'b']))
    code = fields.String(validate=validate.Regexp('^[a-z]+$'))

@app.post('/')
def create():
    item = Item().load(request.get_json())
    run('ls ' + item['name'])  # finding: os-command-injection
    run('ls %s' % item['count'])
    run('ls %s' % item['key'])
    run('ls ' + item['kind'])
    run('ls ' + item['code'])
    return {}
`,
    wtforms: `
from flask import Flask, request
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Regexp
import sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')

class Search(FlaskForm):
    name = StringField('Name', validators=[DataRequired()])
    number = IntegerField('Number')
    kind = SelectField('Kind', choices=[('a', 'A')])
    code = StringField('Code', validators=[Regexp('^[a-z]+$')])

@app.post('/')
def search():
    form = Search()
    if form.validate_on_submit():
        db.execute('SELECT ' + form.name.data)  # finding: sql-injection
        db.execute('SELECT ?', [form.name.data])
        db.execute('SELECT %s' % form.number.data)
        db.execute('SELECT ' + form.kind.data)
        db.execute('SELECT ' + form.code.data)
    return {}
`,
    'jsonschema, cerberus and voluptuous say of a text that it is one, not which': `
from cerberus import Validator
from flask import Flask, request
from jsonschema import validate
from pymongo import MongoClient
from voluptuous import Schema
import sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')
users = MongoClient().shop.users

@app.post('/a')
def by_schema():
    data = request.json
    validate(data, {'type': 'object', 'properties': {'name': {'type': 'string'}}})
    db.execute('SELECT ' + data['name'])  # finding: sql-injection
    users.find_one({'name': data['name']})
    return {}

@app.post('/b')
def by_cerberus():
    data = request.json
    if not Validator({'name': {'type': 'string'}}).validate(data):
        return {}, 400
    db.execute('SELECT ' + data['name'])  # finding: sql-injection
    users.find_one({'name': data['name']})
    return {}

@app.post('/c')
def by_voluptuous():
    data = Schema({'name': str})(request.json)
    db.execute('SELECT ' + data['name'])  # finding: sql-injection
    users.find_one({'name': data['name']})
    return {}

@app.post('/d')
def not_at_all():
    users.find_one({'name': request.json['name']})  # finding: nosql-injection
    return {}
`,
    'attrs and data classes with converters': `
import attr
from attrs import define, field, validators
from flask import Flask, request
from os import system as run
app = Flask(__name__)

@attr.s
class Item:
    name = attr.ib()
    count = attr.ib(converter=int)

@define
class Other:
    name: str
    count: int = field(converter=int)
    kind: str = field(validator=validators.in_(['a', 'b']))

@app.post('/')
def create():
    item = Item(request.form['name'], request.form['count'])
    run('ls ' + item.name)  # finding: os-command-injection
    run('ls %s' % item.count)
    other = Other(name=request.form['name'], count=request.form['count'], kind=request.form['kind'])
    run('ls ' + other.name)  # finding: os-command-injection
    run('ls %s' % other.count)
    run('ls ' + other.kind)
    return {}
`,
    conversions: `
from datetime import datetime
from decimal import Decimal
from flask import Flask, request
from slugify import slugify
import ipaddress, uuid, validators
from os import system as run
app = Flask(__name__)

@app.post('/')
def view():
    run('ls %s' % uuid.UUID(request.form['a']))
    run('ls %s' % Decimal(request.form['a']))
    run('ping %s' % ipaddress.ip_address(request.form['a']))
    run('ls %s' % datetime.fromisoformat(request.form['a']))
    run('ls ' + slugify(request.form['a']))
    if validators.uuid(request.form['a']):
        run('ls ' + request.form['a'])
    if validators.email(request.form['b']):
        run('ls ' + request.form['b'])  # finding: os-command-injection
    run('ls ' + str(request.form['c']))  # finding: os-command-injection
    return {}
`,
  });
});
