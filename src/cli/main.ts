#!/usr/bin/env node
/** Connects the program to the process: streams, folder, environment, clock and random numbers. */
import { randomBytes } from "node:crypto";
import { realpathSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { run } from "./run.ts";

// The V8 of Node 20 begins to optimise code while a short command still runs it for the first time, which takes more time
// than it saves. Ten times its usual budget (bytes of bytecode that were run) still has long runs optimised. The V8 of
// later versions waits longer by itself, and has no such flag.
if (process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=675840");

// Written at once: what a pipe has not taken yet would be lost when the process ends.
function write(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // Whoever reads has gone (head, a pager): nothing is left to say to it.
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
    }
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const exitCode = run(process.argv.slice(2), {
  stdout: (text) => write(1, text),
  stderr: (text) => write(2, text),
  stdin: readStdin,
  cwd: process.cwd(),
  // `dist/certctl-gitops.js`, which npm and npx run through a link.
  packageFolder: dirname(dirname(realpathSync(process.argv[1] ?? "."))),
  env: process.env,
  isTerminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
  columns: process.stdout.columns,
  now: () => new Date(),
  randomBytes: (count) => randomBytes(count),
});
exitCode.then((code) => {
  process.exitCode = code;
});
