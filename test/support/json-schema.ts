/** Our tables as the JSON Schemas that kubeconform reads: both tools check by the same rules then. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OBJECT_META } from "../../src/schemas/object-meta.ts";
import type { KindTable, Schema, TypeName } from "../../src/schemas/schema.ts";

/** For `-schema-location`, behind the folder. */
export const LAYOUT = "{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";

/** Writes a schema for each table, in the layout. */
export function writeJsonSchemas(folder: string, tables: readonly KindTable[]): void {
  for (const table of tables) {
    const [group = "", version = group] = table.apiVersion.split("/");
    const file = join(folder, group, `${table.kind.toLowerCase()}_${version}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(jsonSchema(table)));
  }
}

type Json = Readonly<Record<string, unknown>>;

/** Draft 4, with `additionalProperties: false` wherever an object knows its fields, as `-strict` expects it. */
export function jsonSchema({ schema, parts = {}, builtIn = false }: KindTable): Json {
  const definitions: Record<string, Json> = {};
  const root = written(schema, {
    parts,
    builtIn,
    partial: false,
    inside: [],
    define: (name, make) => {
      if (definitions[name] !== undefined) return;
      definitions[name] = {};
      definitions[name] = make();
    },
  });
  return { $schema: "http://json-schema.org/draft-04/schema#", ...root, definitions };
}

interface Setting {
  readonly parts: Readonly<Record<string, Schema>>;
  readonly builtIn: boolean;
  readonly partial: boolean;
  /** The parts that this stands in: one of them again needs a reference. */
  readonly inside: readonly string[];
  readonly define: (name: string, make: () => Json) => void;
}

const TYPES: Partial<Record<TypeName, readonly string[]>> = {
  "int-or-string": ["integer", "string"],
  quantity: ["number", "string"],
};

/** What the tool doesn't know as a format. */
const FORMATS: Readonly<Record<string, Json>> = {
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  byte: { pattern: "^(?:[A-Za-z0-9+/\\r\\n]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?[\\r\\n]*$" },
  quantity: { pattern: "^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\\d+)?$" },
  "date-time": { format: "date-time" },
  ipv4: { format: "ipv4" },
  ipv6: { format: "ipv6" },
};

const SAME = [
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
] as const;

function written(schema: Schema, setting: Setting, isUnset = false): Json {
  if (schema.$ref !== undefined) return reference(schema.$ref, setting, isUnset);
  const takesNull = isUnset || schema.nullable === true;
  const types = schema.type === undefined ? undefined : (TYPES[schema.type] ?? [schema.type]);
  const words = schema.enum && [...schema.enum, ...(takesNull ? [null] : []), ...(isUnset ? [""] : [])];
  const same = Object.fromEntries(SAME.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]]])));
  return {
    ...(types && { type: takesNull ? [...types, "null"] : types }),
    ...same,
    ...(schema.format !== undefined && FORMATS[schema.format]),
    ...(words && { enum: [...new Set(words)] }),
    ...(schema.list === "set" && { uniqueItems: true }),
    ...object(schema, setting),
    ...(schema.items && { items: written(schema.items, setting, setting.builtIn && isPlain(schema.items)) }),
    ...forms(schema, { ...setting, partial: true }),
  };
}

function isPlain({ $ref, type, enum: words }: Schema): boolean {
  return $ref === undefined && type !== "object" && type !== "array" && words === undefined;
}

function object(schema: Schema, setting: Setting): Json {
  const { properties = {}, required = [], additionalProperties, type, open } = schema;
  const fields = Object.entries(properties).map(([name, field]) => {
    return [name, written(field, setting, setting.builtIn && !required.includes(name))] as const;
  });
  const isClosed = type === "object" && open !== true && !setting.partial;
  return {
    ...(fields.length > 0 && { properties: Object.fromEntries(fields) }),
    ...(required.length > 0 && { required }),
    ...(additionalProperties
      ? { additionalProperties: written(additionalProperties, setting, setting.builtIn) }
      : isClosed && { additionalProperties: false }),
  };
}

function forms(schema: Schema, setting: Setting): Json {
  const list = (key: "allOf" | "anyOf" | "oneOf"): Json => {
    const all = schema[key];
    return all === undefined ? {} : { [key]: all.map((one) => written(one, setting)) };
  };
  return {
    ...list("allOf"),
    ...list("anyOf"),
    ...list("oneOf"),
    ...(schema.not && { not: written(schema.not, setting) }),
  };
}

/** Parts stand in their places, as in the published schemas; only what holds itself has a name. */
function reference(name: string, setting: Setting, isUnset: boolean): Json {
  const isMeta = name === "ObjectMeta";
  const part = isMeta ? OBJECT_META : setting.parts[name];
  if (part === undefined) throw new Error(`no part ${name}`);
  const inner = { ...setting, inside: [...setting.inside, name], ...(isMeta && { builtIn: true, partial: false }) };
  if (!setting.inside.includes(name)) return written(part, inner, isUnset);
  const key = name.replaceAll("/", "-");
  setting.define(key, () => written(part, { ...inner, inside: [name] }));
  return { $ref: `#/definitions/${key}` };
}
