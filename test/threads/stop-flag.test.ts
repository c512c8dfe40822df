import { describe, expect, it } from 'vitest';
import { createStopFlag, nativeWork, obey, whenStoppable } from '../../src/threads/stop-flag.ts';

describe('a stop flag', () => {
  it('lets native work go on where nobody stops it', () => {
    obey(createStopFlag());
    expect(nativeWork(() => 1) + nativeWork(() => 2)).toBe(3);
    obey(null);
    expect(nativeWork(() => 4)).toBe(4);
  });

  it('lets no native work begin once the thread may be ended', async () => {
    const flag = createStopFlag();
    await whenStoppable(flag);
    obey(flag);
    let begun = false;
    expect(() => nativeWork(() => (begun = true))).toThrow('stopped');
    expect(begun).toBe(false);
    obey(null);
  });

  it('makes whoever ends the thread wait for the end of native work', async () => {
    const flag = createStopFlag();
    obey(flag);
    const order: string[] = [];
    const stoppable = nativeWork(() => {
      const waiting = whenStoppable(flag).then(() => order.push('stoppable'));
      order.push('native');
      return waiting;
    });
    order.push('after');
    await stoppable;
    expect(order).toEqual(['native', 'after', 'stoppable']);
    obey(null);
  });

  it('is free again after native work that throws', async () => {
    const flag = createStopFlag();
    obey(flag);
    expect(() =>
      nativeWork(() => {
        throw new Error('bad');
      }),
    ).toThrow('bad');
    await whenStoppable(flag);
    obey(null);
  });
});
