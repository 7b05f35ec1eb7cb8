/** Reads the users' own Components from the repository: they are outside the output folder and never written. */
import { existsSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { readTree } from "../files/read-tree.ts";
import type { Environment } from "../model/environment.ts";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { FileTree, TreeFile } from "../model/tree.ts";
import type { Settings } from "./settings.ts";

const RULE = "own-component";

/** All of them as one tree with paths relative to the repository; throws an InputError with every problem. */
export function ownTree({ environments, repository }: Settings, out: string): FileTree {
  const tree = new Map<string, TreeFile>();
  const read = new Set<string>();
  const findings: Finding[] = [];
  for (const env of environments) {
    for (const [stage, directory] of Object.entries(env.own)) {
      const path = relative(repository, resolve(repository, directory)).split(sep).join("/");
      if (read.has(path)) continue;
      read.add(path);
      const problem = problemOf(env, stage, path, repository, out);
      if (problem !== undefined) findings.push(problem);
      else
        for (const [file, content] of readTree(resolve(repository, path), { rule: RULE }))
          tree.set(`${path}/${file}`, content);
    }
  }
  if (findings.length > 0) throw new InputError(findings);
  return tree;
}

function problemOf(
  env: Environment,
  stage: string,
  path: string,
  repository: string,
  out: string,
): Finding | undefined {
  const full = resolve(repository, path);
  const at = { path: `cluster ${env.name} own.${stage}` };
  const finding = (message: string, fix: string): Finding => ({ rule: RULE, severity: "error", message, fix, at });
  if (full === out || full.startsWith(out + sep)) {
    return finding(`own.${stage} ${path} is inside the output folder, which gen writes`, "Give a directory beside it.");
  }
  if (!existsSync(full) || !statSync(full).isDirectory()) {
    const fix = "Make it, with a kustomization.yaml of kind Component that lists your objects.";
    return finding(`own.${stage} ${path} is no directory of the repository`, fix);
  }
  return undefined;
}
