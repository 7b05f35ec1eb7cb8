/**
 * Writes the answers of the case collection anew, from the real kustomize:
 * `npm run cases:record [-- NAME...]`, all cases where none is named.
 */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kustomizeBuild } from "../real/kustomize-build.ts";
import { type Case, readCases } from "./case-files.ts";

const named = process.argv.slice(2);

async function record(one: Case): Promise<string> {
  const { stdout, stderr } = await kustomizeBuild(one.directory);
  answer(one, "expected.yaml", stdout);
  answer(one, "stderr.txt", stdout === undefined || stderr === "" ? undefined : stderr);
  answer(one, "error.txt", stdout === undefined ? `${one.error ?? "?"}\n` : undefined);
  return stdout === undefined ? "refused" : "accepted";
}

function answer(one: Case, file: string, text: string | undefined): void {
  const place = join(one.path, file);
  if (text !== undefined) writeFileSync(place, text);
  else if (existsSync(place)) rmSync(place);
}

const counts = new Map<string, number>();
for (const one of readCases()) {
  if (named.length > 0 && !named.includes(one.name)) continue;
  const outcome = await record(one);
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
}
process.stdout.write(`${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ")}\n`);
