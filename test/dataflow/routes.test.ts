// What patterns of routes let pass, by framework.
import { describe, expect, it } from 'vitest';
import { kindBit, numberKinds } from '../../src/dataflow/kinds.ts';
import { protectionsByRoutes } from '../../src/dataflow/routes.ts';

const sql = kindBit('sql');
const protects = (route: string, name: string): boolean => ((protectionsByRoutes([route]).get(name) ?? 0) & sql) !== 0;

describe('a route', () => {
  it.each([
    ['Flask', '/a/<int:id>', 'id'],
    ['Flask, with arguments', '/a/<int(min=1):id>', 'id'],
    ['Flask, a choice', '/a/<any(a, b):kind>', 'kind'],
    ['Flask, a pattern', '/a/<regex("[a-z]+"):name>', 'name'],
    ['Django', 'a/<slug:name>/', 'name'],
    ['Django, an expression', String.raw`^a/(?P<year>[0-9]{4})/$`, 'year'],
    ['Django, an expression with a group', String.raw`^a/(?P<name>(a|b)+)/$`, 'name'],
    ['Django, an expression with a bracket in a set', String.raw`^a/(?P<name>[)a-z]+)/$`, 'x'],
    ['Sanic', '/a/<id:int>', 'id'],
    ['Sanic, a pattern', '/a/<name:[a-z]+>', 'name'],
    ['Bottle, a pattern', '/a/<name:re:[a-z]+>', 'name'],
    ['Starlette', '/a/{id:int}', 'id'],
    ['aiohttp', String.raw`/a/{id:\d{1,3}}`, 'id'],
    ['Falcon', '/a/{id:int(1)}', 'id'],
  ])('of %s that converts', (_framework, route, name) => {
    expect(protects(route, name)).toBe(name !== 'x');
  });

  it.each([
    ['Flask', '/a/<name>', 'name'],
    ['Flask, a path', '/a/<path:name>', 'name'],
    ['Django', 'a/<str:name>/', 'name'],
    ['Django, any text', '^a/(?P<name>.*)$', 'name'],
    ['Sanic', '/a/<name:str>', 'name'],
    ['Starlette', '/a/{name:path}', 'name'],
    ['aiohttp', '/a/{name}', 'name'],
    ['aiohttp, any text', '/a/{name:.+}', 'name'],
  ])('of %s that lets everything pass', (_framework, route, name) => {
    expect(protects(route, name)).toBe(false);
  });

  it('protects only from what all routes keep out', () => {
    expect(protectionsByRoutes(['/<int:a>', '/x/<int:a>']).get('a')).toBe(numberKinds);
    expect(protectionsByRoutes(['/<int:a>', '/x/<a>']).get('a')).toBe(0);
  });

  it('may name a parameter like a kind', () => {
    expect(protects('/<int:number>', 'number')).toBe(true);
    expect(protects('/<number:int>', 'number')).toBe(true);
    expect(protects('/<str:slug>', 'slug')).toBe(false);
  });

  // With more than one way to read a character these would not end while the sun shines.
  it.each([
    ['backslashes in a group that is not closed', `(?P<x>(${String.raw`\a`.repeat(60)}`],
    ['backslashes in a group of a parameter that is not closed', `(?P<x>(${String.raw`\a`.repeat(60)})`],
    ['a text as long as a file', '<a('.repeat(500_000)],
  ])('that means no good: %s', (_name, route) => {
    expect(protects(route, 'x')).toBe(false);
  });

  it('lets numbers pass, which can be too large', () => {
    const size = kindBit('size');
    const kinds = protectionsByRoutes(['/<int:a>/<uuid:b>/<float:c>']);
    expect(['a', 'b', 'c'].map((name) => (kinds.get(name)! & size) !== 0)).toEqual([false, true, false]);
  });
});
