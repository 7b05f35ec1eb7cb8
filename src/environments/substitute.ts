/** Puts values in place of `${NAME}` in objects, as `postBuild.substitute` of Flux does. */
import type { GrowingMapping } from "../kustomize/yaml/growing.ts";
import { put } from "../kustomize/yaml/growing.ts";
import { settingScalar } from "../kustomize/yaml/scalars.ts";
import type { Mapping, Value } from "../kustomize/yaml/value.ts";
import { isList, isMapping, isQuoted, own, scalarText } from "../kustomize/yaml/value.ts";
import type { JsonObject } from "../model/json.ts";

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::?[-=]([^}]*))?\}/g;
const SWITCH = "kustomize.toolkit.fluxcd.io/substitute";

/** Names that are not known and have no default stay as they are, and so do objects that say so. */
export function substitution(values: JsonObject): (object: Mapping) => Mapping {
  const known = new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return (object) => (isSwitchedOff(object) ? object : (substituted(object, known) as Mapping));
}

function isSwitchedOff(object: Mapping): boolean {
  const metadata = own(object, "metadata");
  if (!isMapping(metadata)) return false;
  return ["annotations", "labels"].some((field) => {
    const texts = own(metadata, field);
    return isMapping(texts) && scalarText(own(texts, SWITCH)) === "disabled";
  });
}

type Known = ReadonlyMap<string, string>;

function substituted(value: Value, known: Known): Value {
  if (isList(value)) {
    const items = value.map((item, index) => part(item, value, index, known));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isMapping(value)) return value;
  const changed: GrowingMapping = {};
  let isSame = true;
  for (const [key, below] of Object.entries(value)) {
    const next = part(below, value, key, known);
    if (next !== below) isSame = false;
    put(changed, key, next);
  }
  return isSame ? value : changed;
}

/** A text without quotes is read anew, and may be a number then: `replicas: ${REPLICAS}`. */
function part(value: Value, around: Mapping | readonly Value[], key: string | number, known: Known): Value {
  if (typeof value !== "string") return substituted(value, known);
  if (!value.includes("${")) return value;
  const text = value.replaceAll(
    VARIABLE,
    (whole, name: string, fallback?: string) => known.get(name) ?? fallback ?? whole,
  );
  if (text === value || isQuoted(value, around, key)) return text;
  return settingScalar(text);
}
