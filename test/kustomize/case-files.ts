/**
 * The case collection: one folder of `fixtures/` each, built at `overlay/` where there is one.
 *
 * `expected.yaml` holds the bytes that kustomize 5.8.1 writes, `stderr.txt` its warnings; a case that it refuses has
 * `error.txt` instead, with the rule of our error (`?` where any will do).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("fixtures/", import.meta.url));

export interface Case {
  readonly name: string;
  /** The folder of the case, with its answers. */
  readonly path: string;
  /** The folder that is built. */
  readonly directory: string;
  readonly expected: string | undefined;
  readonly stderr: string;
  /** The rule of the error, where building fails. */
  readonly error: string | undefined;
}

export function readCases(): Case[] {
  return readdirSync(ROOT).sort().map(readCase);
}

function readCase(name: string): Case {
  const path = join(ROOT, name);
  const overlay = join(path, "overlay");
  const answer = (file: string): string | undefined => {
    const place = join(path, file);
    return existsSync(place) ? readFileSync(place, "utf8") : undefined;
  };
  return {
    name,
    path,
    directory: existsSync(overlay) ? overlay : path,
    expected: answer("expected.yaml"),
    stderr: answer("stderr.txt") ?? "",
    error: answer("error.txt")?.trimEnd(),
  };
}
