/** The text of a fleet file as data that knows where each part of it stands. */
import { type Document, isMap, isNode, LineCounter, parseDocument, visit } from "yaml";
import { InputError, inputError } from "../model/errors.ts";
import type { Finding, Place } from "../model/finding.ts";
import { isObject, type JsonObject } from "../model/json.ts";
import { formatPath, type Layer, type Path } from "./layer.ts";

const MAX_BYTES = 32 * 1024 * 1024;

/** Throws an InputError with every syntax error of the file; what the keys mean is checked later. */
export function parseFleetText(text: string, file: string): Layer {
  if (text.length > MAX_BYTES) {
    throw inputError(
      "fleet-syntax",
      `the file has ${text.length} characters, more than a fleet file can have`,
      "Give the path of a fleet file.",
      { file },
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  if (document.errors.length > 0) throw new InputError(document.errors.map((e) => syntaxFinding(e, lines, file)));
  const data = toData(document, lines, file);
  const start = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
  const offsetOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const parent = document.getIn(path.slice(0, length - 1), true);
      const key = path[length - 1];
      // A key says more about where to look than its value, which may be a whole block.
      const pair = isMap(parent)
        ? parent.items.find((item) => String((item.key as { value?: unknown })?.value) === key)
        : undefined;
      const offset = start(pair?.key) ?? start(document.getIn(path.slice(0, length), true));
      if (offset !== undefined) return offset;
    }
    return 0;
  };
  const place = (path: Path): Place => {
    const { line, col } = lines.linePos(offsetOf(path));
    return { file, line, column: col, path: formatPath(path) };
  };
  return { data, place };
}

function toData(document: Document, lines: LineCounter, file: string): JsonObject {
  let data: unknown;
  let why: string | undefined;
  try {
    data = document.toJS({ maxAliasCount: 100 });
    if (holdsItself(data)) why = "an alias stands inside of what it is an alias for";
  } catch (error) {
    // Aliases to nothing, and those that multiply without end.
    why = error instanceof Error ? error.message : String(error);
  }
  if (why !== undefined) {
    const at = { file, ...aliasPlace(document, lines) };
    throw inputError("fleet-syntax", `the file can't be read: ${why}`, "Write the values out in place of aliases.", at);
  }
  if (isObject(data)) return data;
  throw inputError(
    "fleet-syntax",
    "the file is no mapping with apiVersion, kind and clusters",
    "Start from `certctl-gitops gen ha`, or from the example in the README.",
    { file, line: 1, column: 1 },
  );
}

/** The first alias that leads nowhere, or else the first of all. */
function aliasPlace(document: Document, lines: LineCounter): { line?: number; column?: number } {
  let first: number | undefined;
  let broken: number | undefined;
  visit(document, {
    Alias(_key, alias) {
      first ??= alias.range?.[0];
      if (broken === undefined && alias.resolve(document) === undefined) broken = alias.range?.[0];
    },
  });
  const offset = broken ?? first;
  if (offset === undefined) return {};
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function holdsItself(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (above.includes(value)) return true;
  const inside = [...above, value];
  return Object.values(value).some((part) => holdsItself(part, inside));
}

function syntaxFinding(
  error: { message: string; code: string; pos: [number, number] },
  lines: LineCounter,
  file: string,
): Finding {
  const { line, col } = lines.linePos(error.pos[0]);
  const fix =
    error.code === "DUPLICATE_KEY"
      ? "Keep one of the two: only the last would count."
      : "Correct the YAML at this place.";
  return { rule: "fleet-syntax", severity: "error", message: error.message, fix, at: { file, line, column: col } };
}
