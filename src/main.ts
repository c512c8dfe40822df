#!/usr/bin/env node
// The executable: arguments to a command of cli/, its exit code out.
import { runCli } from './cli/run-cli.ts';
import { processIo, surviveBrokenOutput } from './cli/io.ts';

const outputFailed = surviveBrokenOutput();
const exitCode = await runCli(process.argv.slice(2), processIo());
if (!outputFailed()) process.exitCode = exitCode;
