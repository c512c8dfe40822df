// What was looked at and is fine, one sentence a heading: a reader of a review wants to know what a silence means. Every
// sentence counts what the rules of its heading looked at; where they looked at nothing, or most of it is not fine, none is said.
import type { Tally } from '../../model/analysis.ts';
import { count } from '../../text/count.ts';
import { headings, type Heading } from './sections.ts';

export interface FineLine {
  readonly heading: Heading;
  readonly sentence: string;
}

interface SectionFindings {
  readonly heading: Heading;
  readonly findings: readonly { readonly ruleId: string }[];
}

/** What nobody calls too complex or too long. */
const fineComplexity = 25;
const fineLength = 100;

/** In the order of `headings`. */
export function fineLines(sections: readonly SectionFindings[], tallies: readonly Tally[]): FineLine[] {
  if (tallies.length === 0) return [];
  const sum = (key: keyof Tally): number => tallies.reduce((total, tally) => total + tally[key], 0);
  const most = (key: keyof Tally): number => tallies.reduce((highest, tally) => Math.max(highest, tally[key]), 0);
  return headings.flatMap((heading): FineLine[] => {
    const findings = sections.find((section) => section.heading === heading)?.findings ?? [];
    const times = (rule: string): number => findings.filter(({ ruleId }) => ruleId.endsWith(`/${rule}`)).length;
    const sentence = sentenceOf(heading, findings.length, times, sum, most);
    return sentence === null ? [] : [{ heading, sentence }];
  });
}

function sentenceOf(
  heading: Heading,
  findings: number,
  times: (rule: string) => number,
  sum: (key: keyof Tally) => number,
  most: (key: keyof Tally) => number,
): string | null {
  switch (heading) {
    case 'Password handling': {
      if (findings > 0) return null;
      const names = sum('secretNames');
      return names === 0
        ? 'no name holds a password.'
        : `${are(names, 'name holds', 'names hold')} passwords or secrets; nothing bad was seen to be done with them.`;
    }
    case 'Input validation':
      return findings > 0 ? null : 'no outside data was seen to arrive unchecked where it does harm.';
    case 'Error handling': {
      const [errors, detailed] = [sum('errors'), sum('errorsWithDetail')];
      if (!isMost(detailed, errors)) return null;
      return detailed === errors
        ? `${all(errors, 'error that is raised says', 'errors that are raised say')} what was wrong.`
        : `${detailed} of ${errors} errors that are raised say what was wrong.`;
    }
    case 'Secrets':
      return findings > 0 ? null : `none in ${count(sum('lines'), 'line')}.`;
    case 'Type hints': {
      const [functions, hinted] = [sum('publicFunctions'), sum('hintedFunctions')];
      if (!isMost(hinted, functions)) return null;
      return hinted === functions
        ? `${all(functions, 'public function has', 'public functions have')} them.`
        : `${hinted} of ${functions} public functions have them.`;
    }
    case 'Naming and style': {
      const [snake, camel] = [sum('snakeCase'), sum('camelCase')];
      if (times('naming-style') > 0 || snake + camel === 0 || (snake > 0 && camel > 0)) return null;
      const style = snake > 0 ? 'snake_case' : 'camelCase';
      return `one style: ${all(snake + camel, 'name of two words is', 'names of two words or more are')} in ${style}.`;
    }
    case 'Imports': {
      const imports = sum('imports');
      const unused = times('unused-import');
      if (imports === 0 || unused >= imports) return null;
      return unused === 0
        ? `${all(imports, 'import is', 'imports are').replace(/ imports?/, '')} used.`
        : `the other ${imports - unused} are used.`;
    }
    case 'Organisation': {
      const functions = sum('functions');
      if (
        functions === 0 ||
        times('too-complex') > 0 ||
        most('complexity') > fineComplexity ||
        most('longestFunction') > fineLength
      )
        return null;
      const longest = count(most('longestFunction'), 'line');
      return `${count(functions, 'function')}, the longest of ${longest}; the highest cognitive complexity is ${most('complexity')}.`;
    }
  }
}

/** What holds for fewer is not fine. */
function isMost(number: number, total: number): boolean {
  return number * 2 > total;
}

function are(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `the one import is`, `both imports are`, `all 8 imports are`. */
function all(number: number, one: string, many: string): string {
  if (number === 1) return `the one ${one}`;
  return number === 2 ? `both ${many}` : `all ${number} ${many}`;
}
