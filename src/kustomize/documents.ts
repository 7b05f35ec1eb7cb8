/** The documents of a YAML text as plain data, read as a build reads the objects of a file. */
import type { JsonValue } from "../model/json.ts";
import { plainData } from "./yaml/plain-data.ts";
import { readDocuments } from "./yaml/read.ts";

/** Empty documents are null; `path` is for errors. Throws an InputError for what is no YAML. */
export function parseDocuments(text: string, path: string): JsonValue[] {
  return readDocuments(text, path, "object").map(({ value }) => plainData(value));
}
