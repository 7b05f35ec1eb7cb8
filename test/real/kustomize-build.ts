/** Runs the real `kustomize build`, the same way for every comparison: no variable of this machine reaches it. */
import { execFile } from "node:child_process";
import { tool } from "./tools.ts";

/** What kustomize wrote; `stdout` is undefined where it refused. */
export interface KustomizeBuild {
  readonly stdout: string | undefined;
  /** Without the clock that Go's log puts before a line; names of which Go does not know the order are sorted. */
  readonly stderr: string;
}

const LIMIT = 256 * 1024 * 1024;
const CLOCK = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm;
const UNUSED_VARS = /^(well-defined vars that were never replaced: )(.*)$/gm;
let program: string | undefined;

/** What kustomize writes about a build, the same for the same input. */
export function steadyWarnings(stderr: string): string {
  return stderr
    .replace(CLOCK, "")
    .replace(UNUSED_VARS, (_, start: string, names: string) => start + names.split(",").sort().join(","));
}

/** Builds a folder; rejects only where kustomize can't be started or does not end by itself. */
export function kustomizeBuild(directory: string): Promise<KustomizeBuild> {
  program ??= tool("kustomize");
  const started = program;
  return new Promise((resolve, reject) => {
    const options = {
      encoding: "utf8",
      maxBuffer: LIMIT,
      env: { HOME: "/nonexistent", PATH: process.env.PATH },
      timeout: 60_000,
    } as const;
    execFile(started, ["build", directory], options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ stdout: error === null ? stdout : undefined, stderr: steadyWarnings(stderr) });
    });
  });
}
