/** Which files a kustomization could be made of, also where it can't be built: more rather than fewer. */
import type { Tree } from "../kustomize/load/source.ts";
import { resolvePath } from "../kustomize/load/source.ts";
import { plainDocuments } from "../kustomize/plain-documents.ts";
import type { JsonValue } from "../model/json.ts";
import { isKustomizationName } from "./kustomizations.ts";
import { join } from "./paths.ts";

/** All that is in these folders, and in what any text of a kustomization there leads to; in the order of the paths. */
export function inputsOf(tree: Tree, folders: readonly string[]): readonly string[] {
  const met = new Set<string>();
  const files = new Set<string>();
  const queue = [...folders];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (met.has(path)) continue;
    met.add(path);
    const real = tree.real(path);
    if (real === undefined) continue;
    if (real !== path) {
      // What it leads to is one of the files, so that a link that comes to lead elsewhere is seen.
      if (!tree.isDirectory(path)) files.add(path);
      queue.push(real);
    } else if (tree.isDirectory(path)) {
      for (const name of tree.list(path)) if (name !== ".git") queue.push(join(path, name));
    } else {
      files.add(path);
      if (isKustomizationName(path)) queue.push(...leadsTo(tree, path));
    }
  }
  return [...files].sort();
}

/** A text that is no path leads nowhere. */
function leadsTo(tree: Tree, file: string): readonly string[] {
  const folder = file.slice(0, Math.max(0, file.lastIndexOf("/")));
  const { documents } = plainDocuments(new TextDecoder().decode(tree.bytes(file)));
  return documents
    .flatMap(({ content }) => textsIn(content.value ?? null))
    .flatMap((text) => resolvePath(folder, text) ?? [])
    .filter((path) => tree.real(path) !== undefined);
}

function textsIn(value: JsonValue): readonly string[] {
  // `name=path` is how a generator names a file.
  if (typeof value === "string") return [value, value.slice(value.indexOf("=") + 1)];
  if (value === null || typeof value !== "object") return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(textsIn);
}
