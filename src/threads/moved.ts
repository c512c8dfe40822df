// Answers of worker threads of which some memory goes to whoever asked, instead of a copy of it.
import { Tinypool } from 'tinypool';

/** Returned by a worker, this is `value`, with `buffers` moved. To everybody else it is something else. */
export function moved<T extends object>(value: T, buffers: readonly ArrayBuffer[]): T {
  const answer = { [Tinypool.transferableSymbol]: buffers, [Tinypool.valueSymbol]: value };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the pool gives to whoever asked
  return Tinypool.move(answer as unknown as ArrayBuffer) as unknown as T;
}
