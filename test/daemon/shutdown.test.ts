import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handleLifecycle, type LifecycleOptions, type ProcessEvents } from '../../src/daemon/shutdown.ts';

class FakeProcess extends EventEmitter implements ProcessEvents {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly codes: number[] = [];
  exit(code: number): void {
    this.codes.push(code);
  }
}

function setUp(stop: () => Promise<void> = async () => undefined) {
  const process = new FakeProcess();
  const said: string[] = [];
  const options: LifecycleOptions = {
    process,
    stop: () => {
      said.push('stop');
      return stop();
    },
    reload: () => said.push('reload'),
    onStopping: (reason) => said.push(`stopping: ${reason}`),
    onStopFailed: (error) => said.push(`stop failed: ${error.message}`),
    onFatal: (error) => said.push(`fatal: ${String(error)}`),
  };
  return { process, said, dispose: handleLifecycle(options) };
}

const never = (): Promise<void> => new Promise(() => undefined);

describe('handleLifecycle', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each(['SIGINT', 'SIGTERM'])('ends in order on %s', async (signal) => {
    const { process, said } = setUp();
    process.emit(signal, signal);
    expect(process.codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(said).toEqual([`stopping: ${signal}`, 'stop']);
    expect(process.codes).toEqual([0]);
  });

  it('ends at once on a second signal', async () => {
    const { process, said } = setUp(never);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(100);
    process.emit('SIGINT');
    expect(process.codes).toEqual([130]);
    expect(said.filter((word) => word === 'stop')).toHaveLength(1);
  });

  it('does not wait for ever, and tells a failed end', async () => {
    const slow = setUp(never);
    slow.process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(4_999);
    expect(slow.process.codes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(slow.process.codes).toEqual([1]);
    expect(slow.said).toContain('stop failed: stopping took longer than 5 s');
    const broken = setUp(() => Promise.reject(new Error('locked')));
    broken.process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(0);
    expect(broken.said).toContain('stop failed: locked');
    expect(broken.process.codes).toEqual([1]);
  });

  it('reloads on SIGHUP and goes on', async () => {
    const { process, said } = setUp();
    process.emit('SIGHUP');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(said).toEqual(['reload']);
    expect(process.codes).toEqual([]);
  });

  it('ends in order when nobody reads its output, and lives on when the terminal went', async () => {
    const { process, said } = setUp();
    process.stderr.emit('error', Object.assign(new Error('i/o'), { code: 'EIO' }));
    expect(said).toEqual([]);
    process.stdout.emit('error', Object.assign(new Error('broken pipe'), { code: 'EPIPE' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(said).toEqual(['stopping: the output was closed', 'stop']);
    expect(process.codes).toEqual([0]);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('tells an internal fault (%s) and ends with 70', (event) => {
    const { process, said } = setUp();
    process.emit(event, new TypeError('x is not a function'));
    expect(said).toEqual(['fatal: TypeError: x is not a function']);
    expect(process.codes).toEqual([70]);
  });

  it('leaves nothing behind when it is no longer wanted', () => {
    const { process, dispose } = setUp();
    dispose();
    expect(process.eventNames()).toEqual([]);
    expect(process.stdout.eventNames()).toEqual([]);
  });
});
