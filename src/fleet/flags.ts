/** `--set path=value` as a layer of settings. */
import { type Document, parseDocument, visit } from "yaml";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { formatPath, type Layer } from "./layer.ts";
import { show } from "./words.ts";

/**
 * A dot separates keys, `\.` is a dot inside one; the value is YAML, so `3` is a number and `[a, b]` a list.
 * Throws an InputError with every problem of all of them.
 */
export async function setLayer(sets: readonly string[]): Promise<Layer> {
  const findings: Finding[] = [];
  let data: JsonObject = {};
  for (const text of sets) {
    const parsed = parseSet(text);
    if ("message" in parsed) {
      const { message, fix } = parsed;
      findings.push({ rule: "set", severity: "error", message, fix, at: { path: `--set ${text}` } });
    } else data = assign(data, parsed.path, parsed.value);
  }
  const layer: Layer = { data, place: (path) => ({ path: `--set ${formatPath(path)}` }) };
  if (sets.length === 0) return layer;
  const { checkSettings } = await import("./check-schema.ts");
  findings.push(...checkSettings(layer));
  if (findings.length > 0) throw new InputError(findings);
  return layer;
}

type Parsed = { path: string[]; value: JsonValue } | { message: string; fix: string };

function parseSet(text: string): Parsed {
  const equals = text.indexOf("=");
  if (equals <= 0) {
    return { message: `${show(text)} is not path=value`, fix: "Write for example --set server.replicas=5." };
  }
  const path = text
    .slice(0, equals)
    .split(/(?<!\\)\./)
    .map((key) => key.replaceAll("\\.", "."));
  const document = parseDocument(text.slice(equals + 1), { prettyErrors: false, stringKeys: true });
  const [error] = document.errors;
  const fix = "Quote it: --set 'path=\"value\"'.";
  if (error !== undefined) return { message: `the value is no YAML: ${error.message}`, fix };
  if (hasAlias(document)) return { message: "the value has an alias, which has no meaning on a command line", fix };
  return { path, value: document.toJS() as JsonValue };
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function assign(data: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [key = "", ...rest] = path;
  const under = Object.hasOwn(data, key) ? data[key] : undefined;
  const next = rest.length === 0 ? value : assign(isObject(under) ? under : {}, rest, value);
  return Object.fromEntries([...Object.entries(data).filter(([k]) => k !== key), [key, next]]);
}
