// Drivers, query builders and stores: which argument is the statement, and what is only a parameter.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('drivers', () => {
  itFollows({
    'sqlite3, and what its methods are called through': `
import sqlite3
from contextlib import closing
from flask import Flask, g, request
app = Flask(__name__)

def get_db():
    if 'db' not in g:
        g.db = sqlite3.connect('x')
    return g.db

@app.route('/')
def view():
    name = request.args['a']
    db = get_db()
    db.execute('SELECT ' + name)  # finding: sql-injection
    db.execute('SELECT ?', (name,))
    db.cursor().executescript(name)  # finding: sql-injection
    db.cursor().executemany('INSERT INTO x VALUES (?)', [(name,)])
    with closing(sqlite3.connect('x')) as connection, connection:
        connection.execute(f'SELECT {name}')  # finding: sql-injection
        row = connection.execute('SELECT ?', [name]).fetchone()
        connection.execute('SELECT ' + row[0])
    with sqlite3.connect('x') as other:
        other.execute('SELECT %s' % name)  # finding: sql-injection
    return {}
`,
    'psycopg2 and psycopg 3': `
import psycopg
import psycopg2
import psycopg2.extras
from psycopg2 import pool, sql
from flask import Flask, request
app = Flask(__name__)
connections = pool.ThreadedConnectionPool(1, 2, 'x')

@app.route('/a')
def two():
    name = request.args['a']
    connection = psycopg2.connect('x')
    with connection.cursor(cursor_factory=psycopg2.extras.DictCursor) as cursor:
        cursor.execute('SELECT ' + name)  # finding: sql-injection
        cursor.execute('SELECT %s', (name,))
        cursor.execute(sql.SQL('SELECT {}').format(sql.Identifier(name)))
        cursor.execute(sql.SQL('SELECT ' + name))  # finding: sql-injection
        psycopg2.extras.execute_values(cursor, 'INSERT ' + name, [])  # finding: sql-injection
        psycopg2.extras.execute_values(cursor, 'INSERT INTO x VALUES %s', [(name,)])
    connections.getconn().cursor().execute(name)  # finding: sql-injection
    return {}

@app.route('/b')
async def three():
    name = request.args['a']
    with psycopg.connect('x') as connection:
        connection.execute('SELECT ' + name)  # finding: sql-injection
        connection.execute('SELECT %s', [name])
    async with await psycopg.AsyncConnection.connect('x') as other:
        await other.execute('SELECT ' + name)  # finding: sql-injection
        async with other.cursor() as cursor:
            await cursor.execute('SELECT ' + name)  # finding: sql-injection
            await cursor.execute('SELECT %s', [name])
    return {}
`,
    'MySQL and other drivers of the common interface': `
import MySQLdb, pymysql, mysql.connector, pyodbc, oracledb, pg8000, pg8000.native, pymssql
from flask import Flask, request
app = Flask(__name__)

@app.route('/')
def view():
    name = request.args['a']
    pymysql.connect(host='x').cursor().execute('SELECT ' + name)  # finding: sql-injection
    pymysql.connect(host='x').cursor().execute('SELECT %s', (name,))
    with pymysql.connect(host='x') as connection:
        with connection.cursor(pymysql.cursors.DictCursor) as cursor:
            cursor.execute('SELECT ' + name)  # finding: sql-injection
    MySQLdb.connect('x').cursor().execute('SELECT ' + name)  # finding: sql-injection
    mysql.connector.connect(host='x').cursor(dictionary=True).execute('SELECT ' + name)  # finding: sql-injection
    pyodbc.connect('x').execute('SELECT ' + name)  # finding: sql-injection
    pyodbc.connect('x').execute('SELECT ?', name)
    oracledb.connect('x').cursor().execute('SELECT ' + name)  # finding: sql-injection
    oracledb.connect('x').cursor().execute('SELECT :a', a=name)
    pg8000.connect('x').cursor().execute('SELECT ' + name)  # finding: sql-injection
    pg8000.native.Connection('x').run('SELECT ' + name)  # finding: sql-injection
    pg8000.native.Connection('x').run('SELECT :a', a=name)
    pymssql.connect('x').cursor().execute('SELECT ' + name)  # finding: sql-injection
    return {}
`,
    'asynchronous drivers': `
import aiomysql, aiopg, aiosqlite, asyncpg
from databases import Database
from aiohttp import web
database = Database('x')

async def pooled(request):
    name = request.query['a']
    pool = await asyncpg.create_pool('x')
    async with pool.acquire() as connection:
        await connection.fetch('SELECT ' + name)  # finding: sql-injection
        await connection.fetch('SELECT $1', name)
        async with connection.transaction():
            await connection.execute('SELECT ' + name)  # finding: sql-injection
        async for row in connection.cursor('SELECT ' + name):  # finding: sql-injection
            pass
    await pool.fetchval('SELECT ' + name)  # finding: sql-injection
    connection = await asyncpg.connect('x')
    await connection.fetchrow('SELECT ' + name)  # finding: sql-injection
    return web.Response()

async def others(request):
    name = request.query['a']
    async with aiosqlite.connect('x') as db:
        await db.execute('SELECT ' + name)  # finding: sql-injection
        async with db.execute('SELECT ?', (name,)) as cursor:
            async for row in cursor:
                print(row)
        async with db.cursor() as cursor:
            await cursor.execute('SELECT ' + name)  # finding: sql-injection
    pool = await aiomysql.create_pool(host='x')
    async with pool.acquire() as connection:
        async with connection.cursor(aiomysql.DictCursor) as cursor:
            await cursor.execute('SELECT ' + name)  # finding: sql-injection
            await cursor.execute('SELECT %s', (name,))
    async with aiopg.create_pool('x') as pool:
        async with pool.acquire() as connection:
            async with connection.cursor() as cursor:
                await cursor.execute('SELECT ' + name)  # finding: sql-injection
    await database.fetch_all('SELECT ' + name)  # finding: sql-injection
    await database.fetch_all(query='SELECT :a', values={'a': name})
    return web.Response()
`,
  });
});

describe('builders and mappers', () => {
  itFollows({
    'SQLAlchemy: text and bound parameters': `
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, String, bindparam, create_engine, func, insert, literal_column, select, text, update
from sqlalchemy.orm import Session, declarative_base, sessionmaker
app = Flask(__name__)
db = SQLAlchemy(app)
engine = create_engine('x')
Base = declarative_base()
LocalSession = sessionmaker(bind=engine)

class User(Base):
    __tablename__ = 'users'
    name = Column(String, primary_key=True)

@app.route('/a')
def core():
    name = request.args['a']
    with engine.connect() as connection:
        connection.execute(text('SELECT ' + name))  # finding: sql-injection
        connection.execute(text('SELECT :a'), {'a': name})
        connection.execute(text('SELECT :a').bindparams(a=name))
        connection.exec_driver_sql('SELECT ' + name)  # finding: sql-injection
        connection.execute(select(User).where(User.name == name))
        connection.execute(select(User).where(User.name.like('%' + name)))
        connection.execute(select(func.lower(name)))
        connection.execute(insert(User).values(name=name))
        connection.execute(update(User).where(User.name == name).values(name=name))
        connection.execute(select(User).where(text('name = ' + name)))  # finding: sql-injection
        connection.execute(select(User).order_by(literal_column(name)))  # finding: sql-injection
        connection.execute(select(User.name + name))
    with engine.begin() as connection:
        connection.execute('SELECT ' + name)  # finding: sql-injection
    return {}

@app.route('/b')
def orm():
    name = request.args['a']
    session = LocalSession()
    session.query(User).filter(User.name == name).all()
    session.query(User).filter(User.name.like('%' + name), User.name.in_([name]))
    session.query(User).filter_by(name=name).first()
    session.query(User).filter(text('name = ' + name))  # finding: sql-injection
    session.query(User).filter('name = ' + name)  # finding: sql-injection
    session.query(User).order_by(text(name))  # finding: sql-injection
    session.execute(text(f'SELECT {name}'))  # finding: sql-injection
    with Session(engine) as other:
        other.execute(text('SELECT ' + name))  # finding: sql-injection
        other.scalars(select(User).filter_by(name=name))
    db.session.execute(text('SELECT ' + name))  # finding: sql-injection
    db.session.execute(db.select(User).filter_by(name=name))
    db.session.execute('SELECT ' + name)  # finding: sql-injection
    User.query.filter_by(name=name).first()
    return {}
`,
    'SQLAlchemy: asynchronous': `
from fastapi import Depends, FastAPI
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
app = FastAPI()
engine = create_async_engine('x')
make_session = async_sessionmaker(engine)

async def get_session():
    async with make_session() as session:
        yield session

@app.get('/a')
async def view(name: str, session: AsyncSession = Depends(get_session)):
    await session.execute(text('SELECT ' + name))  # finding: sql-injection
    await session.execute(text('SELECT :a'), {'a': name})
    await session.execute(select(text(name)))  # finding: sql-injection
    async with engine.connect() as connection:
        await connection.execute(text('SELECT ' + name))  # finding: sql-injection
    return {}
`,
    'peewee, pandas, tortoise': `
from flask import Flask, request
from peewee import SQL, CharField, Model, SqliteDatabase, fn
import pandas as pd
import sqlite3
app = Flask(__name__)
database = SqliteDatabase('x')

class User(Model):
    name = CharField()

@app.route('/')
def view():
    name = request.args['a']
    database.execute_sql('SELECT ' + name)  # finding: sql-injection
    database.execute_sql('SELECT ?', (name,))
    User.raw('SELECT ' + name)  # finding: sql-injection
    User.raw('SELECT ?', name)
    User.select().where(User.name == name)
    User.select().where(SQL('name = ' + name))  # finding: sql-injection
    User.get(User.name == name)
    pd.read_sql('SELECT ' + name, sqlite3.connect('x'))  # finding: sql-injection
    pd.read_sql('SELECT ?', sqlite3.connect('x'), params=[name])
    pd.read_sql_query(f'SELECT {name}', sqlite3.connect('x'))  # finding: sql-injection
    return {}
`,
  });
});

describe('stores of other kinds', () => {
  itFollows({
    MongoDB: `
from bson import ObjectId
from flask import Flask, request
from pymongo import MongoClient
app = Flask(__name__)
db = MongoClient('x')['shop']
users = db.users

@app.post('/')
def view():
    data = request.get_json()
    users.find_one(data)  # finding: nosql-injection
    users.find({'name': data['name']})  # finding: nosql-injection
    users.find({'name': str(data['name'])})
    users.find_one({'_id': ObjectId(data['id'])})
    db.orders.find({'$where': 'this.name == "' + request.form['name'] + '"'})  # finding: nosql-injection
    db['orders'].delete_many({'name': data['name']})  # finding: nosql-injection
    users.aggregate([{'$match': {'name': data['name']}}])  # finding: nosql-injection
    users.insert_one({'name': data['name']})
    users.update_one({'name': str(data['name'])}, {'$set': {'seen': True}})
    return {}
`,
    'known miss: a field of a form is always a text, which no operator stands in': `
from flask import Flask, request
from pymongo import MongoClient
app = Flask(__name__)
users = MongoClient('x').shop.users

@app.post('/')
def view():
    users.find({'name': request.form['name']})  # noise: nosql-injection
    users.find({'name': str(request.form['name'])})
    return {}
`,
    'Redis, LDAP, graph and column stores': `
from cassandra.cluster import Cluster
from clickhouse_driver import Client
from flask import Flask, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars
from neo4j import GraphDatabase
import clickhouse_connect, ldap, ldap.filter, redis
app = Flask(__name__)

@app.post('/')
def view():
    name = request.form['a']
    store = redis.Redis()
    store.eval('return ' + name, 0)  # finding: code-injection
    store.set('x', name)
    connection = Connection(Server('x'))
    connection.search('dc=x', '(uid=' + name + ')')  # finding: ldap-injection
    connection.search('dc=x', '(uid=' + escape_filter_chars(name) + ')')
    directory = ldap.initialize('x')
    directory.search_s('dc=x', ldap.SCOPE_SUBTREE, '(uid=%s)' % name)  # finding: ldap-injection
    directory.search_s('dc=x', ldap.SCOPE_SUBTREE, ldap.filter.filter_format('(uid=%s)', [name]))
    session = Cluster().connect('x')
    session.execute('SELECT ' + name)  # finding: sql-injection
    session.execute('SELECT %s', [name])
    Client('x').execute('SELECT ' + name)  # finding: sql-injection
    Client('x').execute('SELECT %(a)s', {'a': name})
    clickhouse_connect.get_client().query('SELECT ' + name)  # finding: sql-injection
    with GraphDatabase.driver('x').session() as graph:
        graph.run('MATCH ' + name)  # finding: sql-injection
        graph.run('MATCH (n {name: $a})', a=name)
    return {}
`,
    'connections by their annotation': `
import asyncpg, sqlite3
from asyncpg import Connection
from flask import Flask, request
app = Flask(__name__)

async def read(connection: Connection, pool: asyncpg.Pool, kept: sqlite3.Connection, name):
    await connection.cursor('SELECT ' + name)  # finding: sql-injection
    await pool.fetch('SELECT ' + name)  # finding: sql-injection
    await pool.fetch('SELECT $1', name)
    kept.execute('SELECT ' + name)  # finding: sql-injection

@app.post('/')
async def view():
    await read(None, None, None, request.form['a'])
    return {}
`,
    DynamoDB: `
import boto3
from boto3.dynamodb.conditions import Attr
table = boto3.resource('dynamodb').Table('users')
client = boto3.client('dynamodb')

def handler(event, context):
    name = event['name']
    table.scan(FilterExpression='name = ' + name)  # finding: nosql-injection
    table.scan(FilterExpression='#n = :n', ExpressionAttributeValues={':n': name})
    client.query(TableName='users', KeyConditions=event['conditions'])  # finding: nosql-injection
    client.execute_statement(Statement="SELECT * FROM users WHERE name = '%s'" % name)  # finding: nosql-injection
    client.execute_statement(Statement='SELECT * FROM users WHERE name = ?', Parameters=[{'S': name}])
    return {}
`,
  });
});
