/** Which resources a patch's `target` means. */
import { isObject } from "../model/json.ts";
import { own } from "./field-path.ts";
import type { Resource } from "./resource.ts";
import { identities } from "./resource.ts";

type Labels = (name: string) => string | undefined;
export type Requirement = (labels: Labels) => boolean;

/** Undefined means any. The expressions match whole names. */
export interface Target {
  readonly group?: RegExp;
  readonly version?: RegExp;
  readonly kind?: RegExp;
  readonly name?: RegExp;
  readonly namespace?: RegExp;
  readonly labels: readonly Requirement[];
  readonly annotations: readonly Requirement[];
}

const ID_FIELDS = ["group", "version", "kind", "name", "namespace"] as const;

/** True where one identity that the resource has or had fits, and its labels and annotations fit. */
export function matches(target: Target, resource: Resource): boolean {
  const { labels, annotations } = resource.manifest.metadata;
  return (
    identities(resource).some((id) => ID_FIELDS.every((field) => target[field]?.test(id[field]) ?? true)) &&
    target.labels.every((requirement) => requirement(reader(labels))) &&
    target.annotations.every((requirement) => requirement(reader(annotations)))
  );
}

function reader(map: unknown): Labels {
  return (name) => {
    const value = isObject(map) ? own(map, name) : undefined;
    return value === undefined ? undefined : String(value);
  };
}

/** Parses `a=b,c!=d,e in (f,g),h notin (i),j,!k`; undefined where it is none. */
export function parseSelector(text: string): Requirement[] | undefined {
  const parts = text.split(/,(?![^()]*\))/).map((part) => part.trim());
  const requirements = parts.map(parseRequirement);
  return requirements.includes(undefined) ? undefined : (requirements as Requirement[]);
}

function parseRequirement(text: string): Requirement | undefined {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set) {
    const [, name = "", operator, list = ""] = set;
    const values = list.split(",").map((value) => value.trim());
    return (labels) => (operator === "in") === values.includes(labels(name) ?? "\0");
  }
  const equality = /^([^\s=!]+)\s*(=|==|!=)\s*([^\s=!,]*)$/.exec(text);
  if (equality) {
    const [, name = "", operator, value] = equality;
    return (labels) => (operator === "!=") !== (labels(name) === value);
  }
  const presence = /^(!?)\s*([^\s=!<>()]+)$/.exec(text);
  if (presence === null) return undefined;
  const [, negated, name = ""] = presence;
  return (labels) => (labels(name) === undefined) === (negated === "!");
}
