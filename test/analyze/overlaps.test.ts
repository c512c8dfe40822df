import { describe, expect, it } from 'vitest';
import { dropOverlaps, type Draft } from '../../src/analyze/overlaps.ts';

function draft(ruleId: string, startLine: number, endLine = startLine): Draft {
  return {
    ruleId,
    category: 'password-handling',
    severity: 'high',
    confidence: 'medium',
    message: 'm',
    location: { path: 'a.yaml', region: { startLine, startColumn: 1, endLine, endColumn: 20 } },
    scope: '',
    trace: [],
    suppression: null,
    secret: null,
  };
}

const specific = 'settings/password-in-config-file';
const general = 'secrets/generic-secret';

describe('dropOverlaps', () => {
  it('keeps of two that overlap the more specific, in whatever order', () => {
    const told = (...drafts: Draft[]) =>
      dropOverlaps(drafts).map((one) => `${one.ruleId} ${one.location.region.startLine}`);
    expect(told(draft(specific, 1), draft(general, 1))).toEqual([`${specific} 1`]);
    expect(told(draft(general, 3, 5), draft(specific, 1, 4))).toEqual([`${specific} 1`]);
    expect(told(draft(general, 2), draft(specific, 1))).toEqual([`${general} 2`, `${specific} 1`]);
    expect(told(draft(specific, 1, 9), draft('another', 2), draft(general, 8))).toEqual([`${specific} 1`, 'another 2']);
  });

  it('takes no longer than there are findings', () => {
    const many = Array.from({ length: 15_000 }, (_, line) => [draft(specific, line + 1), draft(general, line + 1)]);
    const before = performance.now();
    expect(dropOverlaps(many.flat())).toHaveLength(15_000);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
