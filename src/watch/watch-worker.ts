// The watcher's own thread: nothing else runs here, so the kernel's queue is read at once however busy the main thread is.
import { parentPort } from 'node:worker_threads';
import { createChokidarWatcher } from './chokidar-watcher.ts';
import type { WatchEvent } from './file-watcher.ts';
import type { PruneRules } from './prune.ts';

export type WatchCommand =
  | { readonly type: 'add'; readonly id: number; readonly root: string; readonly prune: PruneRules }
  | { readonly type: 'remove'; readonly id: number; readonly root: string }
  | { readonly type: 'close'; readonly id: number };

export type WatchMessage =
  | { readonly type: 'event'; readonly event: WatchEvent }
  | { readonly type: 'done'; readonly id: number };

const port = parentPort!;
const tell = (message: WatchMessage): void => port.postMessage(message);
const watcher = createChokidarWatcher((event) => tell({ type: 'event', event }));

async function obey(command: WatchCommand): Promise<void> {
  if (command.type === 'add') await watcher.add(command.root, command.prune);
  else if (command.type === 'remove') await watcher.remove(command.root);
  else await watcher.close();
  tell({ type: 'done', id: command.id });
  if (command.type === 'close') port.close();
}

port.on('message', (command: WatchCommand) => void obey(command));
