// What FastAPI gives for parameters that depend on functions, classes and objects.
import { describe } from 'vitest';
import { itFollows } from '../support/flow-cases.ts';

describe('a dependency', () => {
  itFollows({
    'has parameters of its own, which are filled from the request by their types': `
from fastapi import Depends, FastAPI
import os
app = FastAPI()

def filters(name: str, number: int = 1):
    return {'name': name, 'number': number}

@app.get('/')
def page(given=Depends(filters)):
    os.system('ls ' + given['name'])  # finding: os-command-injection
    os.system('ls %s' % given['number'])
`,
    'depends on others': `
from fastapi import Depends, APIRouter, Header
from typing import Annotated
import os
router = APIRouter()

def token(authorization: Annotated[str, Header()]):
    return authorization.split(' ')[1]

def user(text: Annotated[str, Depends(token)]):
    return text.strip()

@router.get('/')
async def page(name: Annotated[str, Depends(user)]):
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls')
`,
    'has a name of its own in another module': {
      'shop/dependencies.py': `
from typing import Annotated
from fastapi import Depends, Request
import sqlite3

def name_of(request: Request) -> str:
    return request.query_params['name']

def database():
    db = sqlite3.connect('x')
    try:
        yield db
    finally:
        db.close()

Name = Annotated[str, Depends(name_of)]
Database = Annotated[sqlite3.Connection, Depends(database)]
`,
      'shop/views.py': `
from fastapi import APIRouter
from shop.dependencies import Database, Name
router = APIRouter()

@router.get('/')
def page(name: Name, db: Database):
    db.execute('SELECT * FROM items WHERE name = ' + name)  # finding: sql-injection
    db.execute('SELECT * FROM items WHERE name = ?', (name,))
`,
    },
    'is a class, written once': `
from fastapi import Depends, FastAPI
import os
app = FastAPI()

class Paging:
    def __init__(self, order: str, page: int = 0):
        self.order = order
        self.page = page

@app.get('/')
def page(paging: Paging = Depends()):
    os.system('ls ' + paging.order)  # finding: os-command-injection
    os.system('ls %s' % paging.page)
`,
    'is an object that can be called': `
from fastapi import Depends, FastAPI
import os
app = FastAPI()

class Checker:
    def __init__(self, fixed):
        self.fixed = fixed
    def __call__(self, q: str = ''):
        return q

checker = Checker('bar')

@app.get('/')
def page(text=Depends(checker), fixed=Depends(lambda: 'x')):
    os.system('ls ' + text)  # finding: os-command-injection
    os.system('ls ' + fixed)
`,
    'calls itself in the end': `
from fastapi import Depends, FastAPI
import os
app = FastAPI()

def again(name: str, other=Depends(lambda: again)):
    return name

@app.get('/')
def page(name=Depends(again)):
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls')
`,
    'is the form of a login': `
from fastapi import Depends, FastAPI
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
import os
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl='token')

@app.post('/token')
async def login(form: OAuth2PasswordRequestForm = Depends()):
    os.system('ls ' + form.username)  # finding: os-command-injection
    print(form.password)  # finding: password-in-log

@app.get('/')
async def page(word: str = Depends(scheme)):
    os.system('ls ' + word)  # finding: os-command-injection
    os.system('ls')
`,
  });
});
