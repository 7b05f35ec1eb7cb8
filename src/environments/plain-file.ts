/** Reads one YAML file of plain objects. */

import type { Tree } from "../kustomize/load/source.ts";
import type { DocumentCache } from "../kustomize/plain-documents.ts";
import { inputError } from "../model/errors.ts";
import type { TextObjects } from "./objects.ts";
import { objectsOf } from "./objects.ts";

/** Rendered files of a whole cluster have a tenth of it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A fleet file is this program's own and holds no object; it is long where the fleet is large. */
const FLEET = /^(?:[ \t]*(?:#.*)?\n)*apiVersion:[ \t]*["']?certctl-gitops\/(?![\s\S]*\n---)/;
const NO_OBJECTS: TextObjects = { resources: [], isWhole: true, problems: [], isManifest: false };

/** Undefined where there is no file. Throws an InputError for one that is too large or no text. */
export function readPlainFile(tree: Tree, path: string, cache: DocumentCache): TextObjects | undefined {
  const size = tree.size(path);
  if (size === undefined) return undefined;
  expectSize(size, path);
  const file = tree.read(path);
  if (file === undefined) return undefined;
  return FLEET.test(file.text) ? NO_OBJECTS : objectsOf(file.text, { file: path, cache });
}

export function expectSize(size: number, file: string): void {
  if (size <= MOST_BYTES) return;
  const message = `${file} has more than ${MOST_BYTES / 1024 / 1024} MiB, and is not read`;
  throw inputError("file-too-large", message, "Divide it, or name only the part that is to be looked at.", { file });
}
