/** Reads patches, in files or inline, and tells strategic merge patches from JSON 6902 ones. */
import { InputError } from "../model/errors.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { TreeFile } from "../model/tree.ts";
import { documentsOf, parseDocuments } from "./documents.ts";
import type { Entry } from "./entry.ts";
import { entryError, member } from "./entry.ts";
import type { Operation } from "./json-patch.ts";
import { readOperations } from "./json-patch.ts";
import type { PatchEntry } from "./kustomization.ts";
import { PatchError } from "./patch-error.ts";

/** Either operations or the documents of a strategic merge patch. */
export interface LoadedPatch {
  readonly entry: PatchEntry;
  readonly operations?: readonly Operation[];
  readonly documents: readonly JsonObject[];
}

/** `file` is undefined for an inline patch; `name` is what errors call the patch. */
export function loadPatch(entry: PatchEntry, file: TreeFile | undefined, name: string): LoadedPatch {
  const text = file?.text ?? entry.inline;
  const at = member(entry.entry, file === undefined ? "patch" : "path");
  if (file?.documents === undefined && /^\s*\[/.test(text))
    return { entry, documents: [], operations: operations(json(text, at), at) };
  const documents = (file === undefined ? inline(text, at) : documentsOf(file, name, "1.2")).filter(
    (document) => document !== null,
  );
  if (documents.some((document) => Array.isArray(document))) {
    // kustomize reads JSON patches as YAML 1.1: the value `y` is true.
    return { entry, documents: [], operations: operations(parseDocuments(text, name, "1.1")[0] ?? null, at) };
  }
  return { entry, documents: documents.map((document) => mergePatch(document, entry, at)) };
}

/** Lines of an inline patch are not lines of the file, so an error stands where the patch begins. */
function inline(text: string, at: Entry): readonly JsonValue[] {
  try {
    return parseDocuments(text, "the patch", "1.2");
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw entryError(at, "patch", cause.message, "Correct the YAML.");
  }
}

/** A patch that starts with a bracket is JSON for kustomize, not YAML. */
function json(text: string, at: Entry): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw entryError(
      at,
      "patch",
      "a patch that starts with [ must be JSON",
      "Quote keys and strings, or write it as a YAML list.",
    );
  }
}

function operations(list: JsonValue, at: Entry): readonly Operation[] {
  try {
    return readOperations(Array.isArray(list) ? list : []);
  } catch (cause) {
    if (!(cause instanceof PatchError)) throw cause;
    throw entryError(at, "patch", `${cause.message}${cause.path === "" ? "" : ` (${cause.path})`}`, cause.fix);
  }
}

function mergePatch(document: JsonValue, entry: PatchEntry, at: Entry): JsonObject {
  const hasName = isObject(document) && isObject(document.metadata) && typeof document.metadata.name === "string";
  if (hasName && typeof document.kind === "string") return document;
  const why = entry.target === undefined ? "" : ", even with a target";
  throw entryError(at, "patch", `the patch has no kind and metadata.name; kustomize wants both${why}`, "Add them.");
}
