import { describe, expect, it } from 'vitest';
import { defaultView, isShown } from '../../src/report/default-view.ts';
import { sampleFinding } from './sample.ts';

const low = sampleFinding({ confidence: 'low' });
const review = sampleFinding({ category: 'review' });
const suppressed = sampleFinding({ suppression: { kind: 'in-source', reason: 'test data' } });

describe('isShown', () => {
  it('shows confidence medium and high', () => {
    expect(isShown(sampleFinding({ confidence: 'medium' }))).toBe(true);
    expect(isShown(sampleFinding({ confidence: 'high' }))).toBe(true);
  });

  it('leaves out low confidence, reviews and what is suppressed', () => {
    expect([low, review, suppressed].filter((finding) => isShown(finding))).toEqual([]);
  });

  it('shows each on demand, and only that', () => {
    const all = [low, review, suppressed];
    const shown = (choice: object) => all.filter((finding) => isShown(finding, { ...defaultView, ...choice }));
    expect(shown({ lowConfidence: true })).toEqual([low]);
    expect(shown({ review: true })).toEqual([review]);
    expect(shown({ suppressed: true })).toEqual([suppressed]);
  });
});
