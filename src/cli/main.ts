#!/usr/bin/env node
/** Connects the program to the process: streams, folder, environment, clock and random numbers. */
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { run } from "./run.ts";

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
  env: process.env,
  isTerminal: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
  now: () => new Date(),
  randomBytes: (count) => randomBytes(count),
});
exitCode.then((code) => {
  process.exitCode = code;
});
