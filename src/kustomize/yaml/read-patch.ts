/** Reads the text of a JSON 6902 patch: JSON where it begins with a bracket, else YAML as in kustomizations. */
import { readDocuments, unreadable, YamlDocument } from "./read.ts";
import type { Value } from "./value.ts";
import { isList, isMapping } from "./value.ts";

/**
 * The patch's document; whether it is a list of operations is not checked. Throws an input error for what kustomize
 * cannot read. Source: kustomize api v0.21.1, filters/patchjson6902/patchjson6902.go.
 */
export function readPatch(text: string, file: string): YamlDocument {
  if (!text.startsWith("[")) return readDocuments(text, file, "setting")[0] as YamlDocument;
  return new YamlDocument(parseJson(text, file), { text, line: 0 });
}

function parseJson(text: string, file: string): Value {
  let value: Value;
  try {
    value = JSON.parse(text) as Value;
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(file, `it begins with a bracket, so it must be JSON: ${problem}`, { line: 1, column: 1 });
  }
  if (!holdsInJson(value)) throw unreadable(file, "a number is too large", { line: 1, column: 1 });
  return value;
}

function holdsInJson(value: Value): boolean {
  if (isList(value)) return value.every(holdsInJson);
  if (isMapping(value)) return Object.values(value).every(holdsInJson);
  return typeof value !== "number" || Number.isFinite(value);
}
