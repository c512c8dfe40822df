// The modules of a program that is being written: where definitions stand, and by which kinds of import they are had.
import type { Random } from './random.ts';

const libraries = `import ast, asyncio, base64, collections, configparser, contextlib, copy, dataclasses, functools, html, io, itertools
import json, operator, os, re, string, textwrap, typing, urllib.parse
`;

export class Modules {
  readonly #random: Random;
  readonly #definitions = { main: [] as string[], tools: [] as string[], 'parts/one': [] as string[] };
  readonly #imports = new Set<string>();
  readonly #reexported = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Puts a definition somewhere; gives what stands before its names where it is used, in `main`.
   * @param names what the code that uses it names
   * @param local takes an import that stands in the function that uses it
   */
  define(code: string, names: readonly string[], local: (line: string) => void): string {
    const random = this.#random;
    if (names.length === 0 || random.chance(0.6)) {
      this.#definitions.main.push(code);
      return '';
    }
    const list = names.join(', ');
    if (random.chance(0.3)) {
      this.#definitions['parts/one'].push(code);
      const style = random.below(4);
      if (style === 0) {
        this.#imports.add('import parts.one');
        return 'parts.one.';
      }
      if (style === 1) {
        this.#imports.add('from parts import one');
        return 'one.';
      }
      this.#reexported.add(style === 2 ? `from .one import ${list}` : 'from .one import *');
      this.#imports.add(`from parts import ${list}`);
      return '';
    }
    this.#definitions.tools.push(code);
    switch (random.below(5)) {
      case 0:
        this.#imports.add('import tools');
        return 'tools.';
      case 1:
        this.#imports.add('import tools as helpers');
        return 'helpers.';
      case 2:
        this.#imports.add('from tools import *');
        return '';
      case 3:
        local(`from tools import ${list}`);
        return '';
      default:
        this.#imports.add(`from tools import ${list}`);
        return '';
    }
  }

  /** The texts of all files, with this at the end of `main`. */
  files(functions: readonly string[], main: readonly string[], lab: string): Readonly<Record<string, string>> {
    const { main: own, tools, 'parts/one': one } = this.#definitions;
    const files: Record<string, string> = {};
    const head = `${libraries}${lab}`;
    if (tools.length > 0) files['tools.py'] = `${head}${tools.join('\n')}`;
    if (one.length > 0) {
      files['parts/__init__.py'] = [...this.#reexported, ''].join('\n');
      files['parts/one.py'] = `${head}${one.join('\n')}`;
    }
    files['main.py'] = [
      ...[head.trimEnd(), ...this.#imports, own.join('\n').trimEnd()],
      ...functions,
      ...main,
      '',
    ].join('\n');
    return files;
  }
}
