/** What a person has named: folders to search, and files to read. */
import type { Tree } from "../kustomize/load/source.ts";
import { inputError } from "../model/errors.ts";
import type { Findings } from "./found.ts";
import { isKustomizationName, kustomizationIn } from "./kustomizations.ts";
import { nameOf, parentOf } from "./paths.ts";

export interface Arguments {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Without links, each once; what is not there is told. */
export function argumentsOf(tree: Tree, paths: readonly string[], findings: Findings): Arguments {
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const path of paths) {
    const real = findings.try(() => realOf(tree, path));
    if (real === undefined) continue;
    if (tree.isDirectory(real)) folders.add(real);
    else if (standsForFolder(tree, real)) folders.add(parentOf(real));
    else files.add(real);
  }
  return { folders: [...folders], files: [...files] };
}

function realOf(tree: Tree, path: string): string {
  const real = tree.real(path);
  if (real !== undefined && (tree.isDirectory(real) || tree.size(real) !== undefined)) return real;
  const message = real === undefined ? `there is no file or folder ${path}` : `${path} is neither a file nor a folder`;
  throw inputError("no-such-file", message, "Correct the path.", { file: path });
}

function standsForFolder(tree: Tree, file: string): boolean {
  if (nameOf(file) === "Chart.yaml") return true;
  return isKustomizationName(file) && kustomizationIn(tree, parentOf(file)) === file;
}
