/** Runs programs of the machine and the program under test, and says how they ended. */

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { run } from "../../src/cli/run.ts";
import { PACKAGE_FOLDER } from "../support/package-folder.ts";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Never rejects for an exit code; a program that can't be started has code 127. */
export function execute(
  program: string,
  args: readonly string[],
  { stdin, cwd }: { stdin?: string; cwd?: string } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { maxBuffer: 512 * 1024 * 1024, encoding: "utf8", ...(cwd === undefined ? {} : { cwd }) } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
      resolve({ code, stdout, stderr: code === 127 ? `${error?.message}\n${stderr}` : stderr });
    });
    // A program that ends before it has read everything is judged by its exit code.
    child.stdin?.on("error", () => {});
    child.stdin?.end(stdin ?? "");
  });
}

/** `certctl-gitops` with these arguments, in this process. */
export async function certctlGitops(argv: readonly string[], cwd: string, stdin = ""): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  const code = await run(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stdin: async () => stdin,
    cwd,
    env: {},
    isTerminal: { stdout: false, stderr: false },
    now: () => new Date(),
    packageFolder: PACKAGE_FOLDER,
    randomBytes: (count) => randomBytes(count),
  });
  return { code, stdout, stderr };
}

/** All results in order, never more than two at work: the machines that this runs on have two cores. */
export async function mapTwo<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T);
  };
  await Promise.all([worker(), worker()]);
  return results;
}
