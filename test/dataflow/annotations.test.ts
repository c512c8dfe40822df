// What types promise of what was sent: of parameters, and of the fields of models.
import { describe } from 'vitest';
import { itFollows } from '../support/flow-cases.ts';

describe('parameters of FastAPI', () => {
  itFollows({
    'in all their forms': `
from typing import Annotated, Literal, Optional, Union
from fastapi import Cookie, FastAPI, File, Form, Header, Path, Query, UploadFile
import os
app = FastAPI()

@app.post('/items/{item}')
def item(
    item: Annotated[str, Path()],
    agent: Annotated[str | None, Header()] = None,
    session: Optional[str] = Cookie(None),
    name: str = Form(...),
    blob: bytes = File(...),
    number: Annotated[int | None, Query(ge=1)] = None,
    words: list[str] = Query([]),
    numbers: Annotated[list[int], Query()] = [],
    kind: Literal['a', 'b'] = 'a',
    either: Union[int, str] = 1,
):
    os.system('ls ' + item)  # finding: os-command-injection
    os.system('ls ' + agent)  # finding: os-command-injection
    os.system('ls ' + session)  # finding: os-command-injection
    os.system('ls ' + name)  # finding: os-command-injection
    os.system(b'ls ' + blob)  # finding: os-command-injection
    os.system('ls %s' % number)
    os.system('ls ' + words[0])  # finding: os-command-injection
    os.system('ls %s' % numbers[0])
    os.system('ls ' + kind)
    os.system('ls %s' % either)  # finding: os-command-injection
`,
    'with a pattern': `
from typing import Annotated
from fastapi import FastAPI, Query
from pydantic import StringConstraints, constr
import os
app = FastAPI()
Slug = Annotated[str, StringConstraints(pattern='^[a-z0-9]+$')]

@app.get('/')
def page(
    a: Annotated[str, Query(pattern='^[a-z]+$')],
    b: str = Query(regex='^[a-z]+$'),
    c: str = Query(max_length=20),
    d: Slug = 'x',
    e: constr(regex='^[a-z]+$') = 'x',
):
    os.system('ls ' + a)
    os.system('ls ' + b)
    os.system('ls ' + c)  # finding: os-command-injection
    os.system('ls ' + d)
    os.system('ls ' + e)
`,
    'whose types are texts of a certain form': `
from fastapi import FastAPI
from pydantic import EmailStr, HttpUrl, UUID4
from ipaddress import IPv4Address
import os
import requests
app = FastAPI()

@app.get('/')
def page(address: EmailStr, link: HttpUrl, key: UUID4, ip: IPv4Address):
    requests.get(str(link))  # finding: ssrf
    os.system('ls ' + address)  # finding: os-command-injection
    os.system('ls %s' % key)
    os.system('ls %s' % ip)
`,
  });
});

describe('fields of models', () => {
  itFollows({
    'of all kinds': `
from enum import Enum
from typing import Optional
from uuid import UUID
from fastapi import APIRouter
from pydantic import BaseModel, Field
import os
router = APIRouter()

class Kind(str, Enum):
    a = 'a'

class Owner(BaseModel):
    name: str
    age: int

class Item(BaseModel):
    name: str
    note: Optional[str] = None
    number: int
    kind: Kind
    key: UUID
    slug: str = Field(pattern='^[a-z]+$')
    owner: Owner

class Special(Item):
    more: str

@router.post('/items')
async def create(item: Special):
    os.system('ls ' + item.name)  # finding: os-command-injection
    os.system('ls ' + item.note)  # finding: os-command-injection
    os.system('ls ' + item.more)  # finding: os-command-injection
    os.system('ls %s' % item.number)
    os.system('ls ' + item.kind)
    os.system('ls %s' % item.key)
    os.system('ls ' + item.slug)
    os.system('ls ' + item.owner.name)  # finding: os-command-injection
    os.system('ls %s' % item.owner.age)
    os.system('ls %s' % item.model_dump()['name'])  # finding: os-command-injection
`,
    'of a class that converts nothing': `
from dataclasses import dataclass
from flask import Flask, request
import os
app = Flask(__name__)

@dataclass
class Item:
    name: str
    number: int

@app.post('/')
def create():
    item = Item(request.form['name'], request.form['number'])
    os.system('ls ' + item.name)  # finding: os-command-injection
    os.system('ls ' + item.number)  # finding: os-command-injection
    return {}
`,
  });
});
