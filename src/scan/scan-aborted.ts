/** A person, a shutdown or another process stopped the scan. No finding changes; what was analysed is kept for the next. */
export class ScanAborted extends Error {
  override readonly name = 'ScanAborted';
}
