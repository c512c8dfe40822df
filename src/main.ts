#!/usr/bin/env node
// The executable: arguments to a command of cli/, its exit code out.
import { runCli } from './cli/run-cli.ts';
import { processIo } from './cli/io.ts';

process.exitCode = await runCli(process.argv.slice(2), processIo());
