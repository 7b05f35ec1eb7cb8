/** A schema of OpenAPI v3 in our form: facts without their descriptions, and without what no object is checked by. */
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { formatOf } from "./formats.ts";
import type { Schema, TypeName } from "./schema.ts";

/** What stands in both forms alike. */
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
  "enum",
] as const;

const TYPES: ReadonlySet<JsonValue> = new Set(["object", "array", "string", "integer", "number", "boolean"]);

/** The schema of a field of a custom resource, as API servers check it. */
export function compact(source: JsonObject): Schema {
  const schema: Record<string, unknown> = {};
  const type = typeOf(source);
  if (type !== undefined) schema.type = type;
  // A null where there is a default gives way to the default.
  if (source.nullable === true || source.default !== undefined) schema.nullable = true;
  for (const key of SAME) if (source[key] !== undefined) schema[key] = source[key];
  // API servers don't check how large the numbers of custom resources are.
  if (typeof source.format === "string" && type !== "integer" && formatOf(source.format)) schema.format = source.format;
  const own = forms(source, type);
  Object.assign(schema, objectPart(source), listPart(source), own);
  const defaults = Object.keys(own).length > 0 ? defaultsOf(source) : {};
  if (Object.keys(defaults).length > 0) schema.defaults = defaults;
  return schema as Schema;
}

function defaultsOf({ properties }: JsonObject): JsonObject {
  const fields = isObject(properties) ? Object.entries(properties) : [];
  const filled = fields.flatMap(([name, field]): [string, JsonValue][] => {
    return isObject(field) && field.default !== undefined ? [[name, field.default]] : [];
  });
  return Object.fromEntries(filled);
}

function typeOf(source: JsonObject): TypeName | undefined {
  if (source["x-kubernetes-int-or-string"] === true) return "int-or-string";
  return TYPES.has(source.type ?? null) ? (source.type as TypeName) : undefined;
}

function objectPart(source: JsonObject): Partial<Schema> {
  const { properties, additionalProperties } = source;
  const isEmbedded = source["x-kubernetes-embedded-resource"] === true;
  const fields = { ...(isObject(properties) ? mapOf(properties) : {}), ...(isEmbedded ? EMBEDDED : {}) };
  const required = isObject(properties) || isEmbedded ? requiredOf(source) : listOf(source.required);
  return {
    ...(Object.keys(fields).length > 0 && { properties: fields }),
    ...(required.length > 0 && { required }),
    ...(isObject(additionalProperties) && { additionalProperties: compact(additionalProperties) }),
    ...((source["x-kubernetes-preserve-unknown-fields"] === true || additionalProperties === true) && { open: true }),
  };
}

const EMBEDDED: Readonly<Record<string, Schema>> = {
  apiVersion: { type: "string" },
  kind: { type: "string" },
  metadata: { $ref: "ObjectMeta" },
};

/** An API server fills in what has a default before it asks what is missing. */
function requiredOf({ required, properties }: JsonObject): string[] {
  return listOf(required).filter((name) => {
    const field = isObject(properties) ? properties[name] : undefined;
    return !isObject(field) || field.default === undefined;
  });
}

function listOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function mapOf(properties: JsonObject): Record<string, Schema> {
  const schemas = Object.entries(properties).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  return Object.fromEntries(schemas.map(([name, schema]) => [name, compact(schema)]));
}

function listPart(source: JsonObject): Partial<Schema> {
  const keys = listOf(source["x-kubernetes-list-map-keys"]);
  const list = source["x-kubernetes-list-type"];
  return {
    ...(isObject(source.items) && { items: compact(source.items) }),
    ...((list === "map" || list === "set") && { list }),
    ...(keys.length > 0 && { keys }),
  };
}

function forms(source: JsonObject, type: TypeName | undefined): Partial<Schema> {
  const several = (key: "allOf" | "anyOf" | "oneOf"): Partial<Schema> => {
    const schemas = Array.isArray(source[key]) ? source[key].filter(isObject).map(compact) : [];
    // An int-or-string says its two types again, in two ways.
    const isType = type === "int-or-string" && schemas.every(saysType);
    return schemas.length === 0 || isType ? {} : { [key]: schemas };
  };
  return {
    ...several("allOf"),
    ...several("anyOf"),
    ...several("oneOf"),
    ...(isObject(source.not) && { not: compact(source.not) }),
  };
}

function saysType(schema: Schema): boolean {
  const { type, ...rest } = schema;
  const names = Object.keys(rest);
  if (names.length === 0) return true;
  return names.length === 1 && (rest.anyOf?.every(saysType) ?? false);
}
