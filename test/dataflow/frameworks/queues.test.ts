// Messages from queues and brokers: tasks, consumers, callbacks.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('queues', () => {
  itFollows({
    Celery: `
from celery import Celery, Task, shared_task
from os import system as run
app = Celery('x')

@app.task
def plain(name):
    run('ls ' + name)  # finding: os-command-injection

@app.task(bind=True, name='x')
def bound(self, name, count: int = 1):
    run('ls ' + name)  # finding: os-command-injection
    run('ls ' + self.request.id)

@shared_task
def shared(*args, **kwargs):
    run('ls ' + kwargs['name'])  # finding: os-command-injection
    run('ls ' + args[0])  # finding: os-command-injection

class Work(Task):
    def run(self, name):
        run('ls ' + name)  # finding: os-command-injection

def start(name):
    shared.delay(name)
    run('ls ' + name)
`,
    'a task that a view starts': `
from celery import shared_task
from flask import Flask, request
import sqlite3
app = Flask(__name__)

@shared_task
def work(name, number):
    sqlite3.connect('x').execute('SELECT ' + name)  # finding: sql-injection
    sqlite3.connect('x').execute('SELECT ?', [name])

@app.post('/')
def start():
    work.delay(request.form['a'], 1)
    work.apply_async(args=[request.form['a'], 1])
    return {}
`,
    brokers: `
import json
import kafka
import paho.mqtt.client as mqtt
import pika
import redis
import zmq
from confluent_kafka import Consumer
from os import system as run

def consume():
    for message in kafka.KafkaConsumer('topic'):
        run(message.value)  # finding: os-command-injection
        run(json.loads(message.value)['a'])  # finding: os-command-injection
    message = Consumer({}).poll(1.0)
    run(message.value())  # finding: os-command-injection
    socket = zmq.Context().socket(zmq.PULL)
    run(socket.recv_string())  # finding: os-command-injection
    subscription = redis.Redis().pubsub()
    for event in subscription.listen():
        run(event['data'])  # finding: os-command-injection
    run('ls')

def on_delivery(channel, method, properties, body):
    run(body)  # finding: os-command-injection

def listen():
    channel = pika.BlockingConnection().channel()
    channel.basic_consume(queue='x', on_message_callback=on_delivery)
    channel.start_consuming()

def on_message(client, userdata, msg):
    run(msg.payload)  # finding: os-command-injection
    run(userdata)

client = mqtt.Client()
client.on_message = on_message
`,
    websockets: `
import asyncio
import websockets
from os import system as run

async def serve(connection):
    text = await connection.recv()
    run(text)  # finding: os-command-injection
    async for message in connection:
        run(message)  # finding: os-command-injection
    await connection.send('x')

async def main():
    async with websockets.serve(serve, '', 8000):
        await asyncio.Future()
`,
    'AWS Lambda': `
import json
import boto3
from os import system as run

def handler(event, context):
    run(event['queryStringParameters']['a'])  # finding: os-command-injection
    run(json.loads(event['body'])['a'])  # finding: os-command-injection
    run(event.get('headers', {}).get('x'))  # finding: os-command-injection
    for record in event['Records']:
        run(record['s3']['object']['key'])  # finding: os-command-injection
    run(context.function_name)
    return {'statusCode': 200, 'body': event['body']}
`,
  });
});
