import { chmodSync } from 'node:fs';

const nobody = 65_534;

/**
 * Does `work` bound by permissions: they don't bind root, so root becomes a user who owns nothing meanwhile, for whom
 * `folder` is opened to enter. Anybody else stays who they are, bound already by what they forbade themselves.
 */
export async function boundByPermissions<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  chmodSync(folder, 0o755);
  process.setegid?.(nobody);
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}
