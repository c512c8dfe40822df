// Documents: XML, YAML, pickles and other objects, archives.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('documents', () => {
  itFollows({
    XML: `
import io, lxml.etree, xml.etree.ElementTree as ET, xml.sax, xmltodict, xml.dom.minidom
from defusedxml import ElementTree as Safe
from flask import Flask, request
from lxml import etree
app = Flask(__name__)

@app.post('/')
def view():
    name = request.form['a']
    tree = etree.parse('x.xml')
    tree.xpath('//a[@b="' + name + '"]')  # finding: xpath-injection
    tree.xpath('//a[@b=$name]', name=name)
    tree.getroot().find('a/' + name)  # finding: xpath-injection
    etree.XPath('//' + name)  # finding: xpath-injection
    etree.XPathEvaluator(tree)('//' + name)  # finding: xpath-injection
    ET.parse('x.xml').getroot().findall('./' + name)  # finding: xpath-injection
    ET.parse('x.xml').findall('./a')
    Safe.fromstring(request.data).find(name)  # finding: xpath-injection
    for element in tree.iter():
        element.xpath('//' + name)  # finding: xpath-injection
        element.xpath('//a')
    return {}
`,
    'what stands in a document that was sent': `
import xml.etree.ElementTree as ET
from flask import Flask, request
from lxml import etree, html
from os import system as run
import xmltodict
app = Flask(__name__)

@app.post('/')
def view():
    root = ET.fromstring(request.data)
    run(root.find('a').text)  # finding: os-command-injection
    run(root.get('a'))  # finding: os-command-injection
    run(root.attrib['a'])  # finding: os-command-injection
    for child in root:
        run(child.text)  # finding: os-command-injection
    for element in root.iter('a'):
        run(element.findtext('b'))  # finding: os-command-injection
    run(etree.fromstring(request.data).xpath('//a')[0].text)  # finding: os-command-injection, untrusted-xml
    run(html.fromstring(request.data).text_content())  # finding: os-command-injection
    run(xmltodict.parse(request.data)['a']['b'])  # finding: os-command-injection, untrusted-xml
    run('ls %d' % len(root))
    run(ET.parse('x.xml').getroot().text)
    return {}
`,
    objects: `
import base64, dill, jsonpickle, marshal, pickle, shelve, torch, yaml, joblib, io
import numpy as np
import pandas as pd
from flask import Flask, request
app = Flask(__name__)

@app.post('/')
def view():
    data = request.data
    pickle.loads(data)  # finding: untrusted-deserialization
    pickle.loads(base64.b64decode(request.cookies['a']))  # finding: untrusted-deserialization
    pickle.load(request.files['a'])  # finding: untrusted-deserialization
    pickle.Unpickler(io.BytesIO(data)).load()  # finding: untrusted-deserialization
    dill.loads(data)  # finding: untrusted-deserialization
    marshal.loads(data)  # finding: untrusted-deserialization
    jsonpickle.decode(data)  # finding: untrusted-deserialization
    yaml.load(data, Loader=yaml.Loader)  # finding: untrusted-deserialization
    yaml.load(data, yaml.UnsafeLoader)  # finding: untrusted-deserialization
    yaml.unsafe_load(data)  # finding: untrusted-deserialization
    yaml.load(data, Loader=yaml.SafeLoader)
    yaml.load(data, Loader=yaml.CSafeLoader)
    yaml.safe_load(data)
    torch.load(request.files['a'])  # finding: untrusted-deserialization
    torch.load(request.files['a'], weights_only=True)
    joblib.load(request.files['a'])  # finding: untrusted-deserialization
    pd.read_pickle(request.files['a'])  # finding: untrusted-deserialization
    np.load(request.files['a'], allow_pickle=True)  # finding: untrusted-deserialization
    np.load(request.files['a'])
    pickle.loads(pickle.dumps(data))
    return {}
`,
    'what stands in an object that was sent': `
import json, yaml, tomllib, csv, io, msgpack, base64
from flask import Flask, request
from os import system as run
app = Flask(__name__)

@app.post('/')
def view():
    run(json.loads(request.data)['a'])  # finding: os-command-injection
    run(json.load(request.stream)['a'][0])  # finding: os-command-injection
    run(yaml.safe_load(request.data)['a'])  # finding: os-command-injection
    run(tomllib.loads(request.form['a'])['a'])  # finding: os-command-injection
    run(msgpack.unpackb(request.data)['a'])  # finding: os-command-injection
    for row in csv.reader(io.StringIO(request.form['a'])):
        run(row[0])  # finding: os-command-injection
    for row in csv.DictReader(request.form['a'].splitlines()):
        run(row['a'])  # finding: os-command-injection
    run(base64.b64decode(request.form['a']))  # finding: os-command-injection
    with open('x.json') as file:
        run(json.load(file)['a'])
    return {}
`,
    'archives and uploads': `
import os, shutil, tarfile, zipfile
from flask import Flask, request
from pathlib import Path
from werkzeug.utils import secure_filename
app = Flask(__name__)

@app.post('/')
def view():
    archive = zipfile.ZipFile(request.files['a'])
    for entry in archive.infolist():
        open('/srv/' + entry.filename, 'wb')  # finding: path-traversal
        open('/srv/' + os.path.basename(entry.filename), 'wb')
    for name in archive.namelist():
        target = os.path.join('/srv', name)
        shutil.copyfileobj(archive.open(name), open(target, 'wb'))  # finding: path-traversal
    with tarfile.open(fileobj=request.files['b']) as tar:
        for member in tar.getmembers():
            open('/srv/' + member.name, 'wb')  # finding: path-traversal
    archive.extractall('/srv/' + request.form['a'])  # finding: path-traversal
    archive.extractall('/srv/x')
    (Path('/srv') / request.form['a']).write_text('x')  # finding: path-traversal
    (Path('/srv') / secure_filename(request.form['a'])).write_text('x')
    Path('/srv').joinpath(request.form['a']).unlink()  # finding: path-traversal
    (Path('/srv') / Path(request.form['a']).name).read_text()
    shutil.rmtree(os.path.join('/srv', request.form['a']))  # finding: path-traversal
    os.path.exists('/srv/' + request.form['a'])
    return {}
`,
  });
});
