/** Parses YAML files for a build; nothing that has been parsed before is parsed again. */
import type { DocumentOptions, ParseOptions, SchemaOptions, ToJSOptions } from "yaml";
import { isCollection, isNode, LineCounter, parseAllDocuments } from "yaml";
import { inputError } from "../model/errors.ts";
import type { Place } from "../model/finding.ts";
import type { JsonValue } from "../model/json.ts";
import type { TreeFile } from "../model/tree.ts";
import { OBJECT_SCALARS, SETTING_SCALARS } from "./yaml-scalars.ts";

/** `1.1` where kustomize reads YAML 1.1 (kustomizations, JSON patches: `y` is true), `1.2` for objects. */
type Version = "1.1" | "1.2";
type Path = readonly (string | number)[];

const OPTIONS: Readonly<Record<Version, DocumentOptions & ParseOptions & SchemaOptions>> = {
  "1.1": { merge: true, customTags: (tags) => [...SETTING_SCALARS, ...tags] },
  "1.2": { merge: true, customTags: (tags) => [...OBJECT_SCALARS, ...tags] },
};
const TO_JS: ToJSOptions = { maxAliasCount: 100 };

/** The documents of a file, empty ones as null. */
export function documentsOf(file: TreeFile, path: string, version: Version): readonly JsonValue[] {
  return file.documents ?? parseDocuments(file.text, path, version);
}

/** The documents of a text; `path` is only for the error. */
export function parseDocuments(text: string, path: string, version: Version): JsonValue[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...OPTIONS[version], lineCounter: lines, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [problem] = document.errors;
    if (problem !== undefined) {
      const { line, col } = lines.linePos(problem.pos[0]);
      throw unreadable(path, problem.message, { line, column: col });
    }
    try {
      return (document.toJS(TO_JS) ?? null) as JsonValue;
    } catch (cause) {
      throw unreadable(path, cause instanceof Error ? cause.message : String(cause), {});
    }
  });
}

function unreadable(path: string, problem: string, at: Place): Error {
  return inputError("kustomization-yaml", `${path} is not valid YAML: ${problem}`, "Correct the YAML.", {
    file: path,
    ...at,
  });
}

/** Line and column of a value in a text; only errors ask for it, so the text is parsed again and nothing is kept. */
export function placeOf(file: string, text: string, path: Path, index = 0): Place {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  const document = Array.isArray(documents) ? documents[index] : undefined;
  if (document === undefined) return { file };
  for (let length = path.length; length >= 0; length--) {
    const steps = path.slice(0, length);
    const node = isCollection(document.contents) ? document.contents.getIn(steps, true) : document.contents;
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { file, line, column: col };
    }
  }
  return { file };
}
