/** The environment that a container gets: `env` and `envFrom`, through ConfigMaps and Secrets, expanded as kubelet does. */
import { at, isObject, type JsonObject, type JsonValue, objectsAt, type Path, textOf } from "../../model/json.ts";
import { dataOf, type Objects, UNKNOWN } from "./objects.ts";
import type { Container } from "./pod.ts";

export { UNKNOWN };

export interface KeyReference {
  readonly kind: "Secret" | "ConfigMap";
  readonly name: string;
  readonly key: string;
  readonly optional: boolean;
}

export interface Variable {
  readonly name: string;
  /** Of the entry in `env` or `envFrom`. */
  readonly path: Path;
  /** What the process gets, with UNKNOWN for what is not in the input. It may be a secret: `shown` says what may be told of it. */
  readonly text: string;
  /** True where all of it stands in the manifest or in ConfigMaps, for everybody to read. */
  readonly isPlain: boolean;
  /** The key that holds it, where it is one's. */
  readonly reference?: KeyReference;
}

export type Variables = ReadonlyMap<string, Variable>;

/** The last of two entries with one name counts, and `env` over `envFrom`. */
export function variablesOf(container: Container, objects: Objects): Variables {
  const variables = new Map<string, Variable>();
  for (const [index, source] of objectsAt(container.spec, "envFrom")) {
    for (const variable of fromSource(container, index, source, objects)) variables.set(variable.name, variable);
  }
  for (const [index, entry] of objectsAt(container.spec, "env")) {
    const name = textOf(entry.name);
    const path = [...container.path, "env", index];
    const value = entryValue(entry, container, objects, variables);
    if (value !== undefined) variables.set(name, { name, path, ...value });
  }
  return variables;
}

function fromSource(container: Container, index: number, source: JsonObject, objects: Objects): Variable[] {
  const path = [...container.path, "envFrom", index];
  const prefix = textOf(source.prefix);
  for (const [kind, field] of [
    ["ConfigMap", "configMapRef"],
    ["Secret", "secretRef"],
  ] as const) {
    const named = source[field];
    if (!isObject(named)) continue;
    const name = textOf(named.name);
    const found = objects.find(kind, container.pod.namespace, name);
    if (found === undefined) return [];
    return [...dataOf(found)].map(([key, text]) => ({
      name: prefix + key,
      path,
      text,
      isPlain: kind === "ConfigMap",
      reference: { kind, name, key, optional: named.optional === true },
    }));
  }
  return [];
}

type Value = Pick<Variable, "text" | "isPlain" | "reference">;

/** Undefined for an optional key that its Secret or ConfigMap does not have: kubelet leaves the variable out. */
function entryValue(entry: JsonObject, container: Container, objects: Objects, before: Variables): Value | undefined {
  const from = entry.valueFrom;
  if (!isObject(from)) return expanded(scalar(entry.value), before);
  for (const [kind, field] of [
    ["Secret", "secretKeyRef"],
    ["ConfigMap", "configMapKeyRef"],
  ] as const) {
    const named = from[field];
    if (!isObject(named)) continue;
    const reference = { kind, name: textOf(named.name), key: textOf(named.key), optional: named.optional === true };
    const found = objects.find(kind, container.pod.namespace, reference.name);
    const text = found === undefined ? undefined : dataOf(found).get(reference.key);
    if (found !== undefined && text === undefined && reference.optional) return undefined;
    return { text: text ?? UNKNOWN, isPlain: kind === "ConfigMap", reference };
  }
  return { text: UNKNOWN, isPlain: true };
}

function scalar(value: JsonValue | undefined): string {
  return value === undefined || value === null || typeof value === "object" ? "" : String(value);
}

/** kubelet expands `$(NAME)` of a variable listed before in a `value`, never in what comes from elsewhere; `$$` is a `$`. */
function expanded(written: string, before: Variables): Value {
  let isPlain = true;
  const text = written.replaceAll(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return "$";
    const known = before.get(name);
    if (known?.isPlain === false) isPlain = false;
    return known?.text ?? whole;
  });
  return { text, isPlain };
}

/**
 * A variable's text, or a part of it, as messages show it. What comes from a Secret is not shown, even of a variable that
 * should hold none: a slip of the hand gives it the wrong key.
 */
export function shown(variable: Variable | undefined, part = variable?.text ?? ""): string {
  if (variable?.isPlain === false) return "(not shown, from a Secret)";
  return part.includes("\n") ? "(a text of several lines)" : part;
}

/** The Secret and ConfigMap keys that the container's `env` reads one by one, in or not in the input. */
export function referencesOf(container: Container): readonly { readonly path: Path; readonly to: KeyReference }[] {
  return objectsAt(container.spec, "env").flatMap(([index, entry]) =>
    (["secretKeyRef", "configMapKeyRef"] as const).flatMap((field) => {
      const named = at(entry, "valueFrom", field);
      if (!isObject(named)) return [];
      const kind = field === "secretKeyRef" ? ("Secret" as const) : ("ConfigMap" as const);
      const to = { kind, name: textOf(named.name), key: textOf(named.key), optional: named.optional === true };
      return [{ path: [...container.path, "env", index, "valueFrom", field], to }];
    }),
  );
}

/** True where both are the same key of one object; whether their pods share a namespace is another matter. */
export function isSameKey({ reference: a }: Variable, { reference: b }: Variable): boolean {
  return a !== undefined && b !== undefined && a.kind === b.kind && a.name === b.name && a.key === b.key;
}

/** The names that the literal value of an `env` entry takes in by `$(NAME)`. */
export function variablesWithin(container: Container, entry: Path): readonly string[] {
  return namesWithin(scalar(at(container.spec, ...entry.slice(container.path.length), "value")));
}

/** The names in a value's `$(NAME)`. */
export function namesWithin(value: string): readonly string[] {
  return [...value.matchAll(/\$\$|\$\(([^)]*)\)/g)].map(([, name]) => name).filter((name) => name !== undefined);
}
