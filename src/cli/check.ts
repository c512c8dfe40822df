/** One thing that was looked at: how it is, and what to do where it is not well. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'broken';
  readonly facts: string;
  readonly advice?: string;
}
