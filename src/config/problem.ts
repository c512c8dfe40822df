/** One mistake in the configuration file. Lines and columns start at 1. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `config.yaml:3:5 Unknown key "shedule" — did you mean "schedule"?` */
export function describeProblem({ file, line, column, message }: ConfigProblem): string {
  return `${file}:${line}:${column} ${message}`;
}
