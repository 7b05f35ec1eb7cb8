/**
 * Asks programs that stay: each reads folders from its input, one a line, and answers each with one line of JSON,
 * `{"stdout": "...", "stderr": "..."}` without `stdout` where kustomize refuses. kustomize itself starts anew for every
 * folder, which is most of its time.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type KustomizeBuild, steadyWarnings } from "../../real/kustomize-build.ts";

export interface StandingPrograms {
  build(directory: string): Promise<KustomizeBuild>;
  close(): void;
}

/** Starts so many of the program; each folder goes to the one that has the fewest to do. */
export function startPrograms(path: string, count: number): StandingPrograms {
  const programs = Array.from({ length: count }, () => startOne(path));
  return {
    build(directory) {
      const [first] = [...programs].sort((a, b) => a.waiting() - b.waiting());
      if (first === undefined) throw new Error("no program was started");
      return first.ask(directory);
    },
    close: () => {
      for (const program of programs) program.child.kill();
    },
  };
}

interface Waiting {
  readonly resolve: (build: KustomizeBuild) => void;
  readonly reject: (error: Error) => void;
}

function startOne(path: string): {
  readonly child: ChildProcessWithoutNullStreams;
  readonly waiting: () => number;
  readonly ask: (directory: string) => Promise<KustomizeBuild>;
} {
  const child = spawn(path, [], { env: { HOME: "/nonexistent", PATH: process.env.PATH } });
  const waiting: Waiting[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { stdout, stderr } = JSON.parse(line) as { stdout?: string; stderr: string };
    waiting.shift()?.resolve({ stdout, stderr: steadyWarnings(stderr) });
  });
  child.stderr.resume();
  child.on("exit", (code) => {
    for (const one of waiting.splice(0)) one.reject(new Error(`${path} ended with ${code}`));
  });
  return {
    child,
    waiting: () => waiting.length,
    ask: (directory) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${directory}\n`);
      }),
  };
}
