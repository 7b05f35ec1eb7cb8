/** The schema that kustomize brings along, as far as merging needs it. */
import { isClusterScoped } from "../resources/scope.ts";
import { ALWAYS_KNOWN, DEFINITIONS, type Field, KINDS, SHAPES } from "./merge-keys.ts";
import { PLAIN, type Schema, type SchemaSet } from "./schema.ts";

const shapes = new Map<string, Schema>();

/** Schemas are made once, so that they can be compared by identity. */
function shapeSchema(name: string): Schema {
  const known = shapes.get(name);
  if (known !== undefined) return known;
  const fields = new Map<string, Schema>();
  const schema: Schema = { mergeKeys: undefined, field: (key) => fields.get(key) ?? PLAIN, items: undefined };
  shapes.set(name, schema);
  for (const [key, field] of Object.entries(SHAPES[name] ?? {})) fields.set(key, fieldSchema(field));
  return schema;
}

function fieldSchema({ of, keys }: Field): Schema {
  const below = of === undefined ? PLAIN : shapeSchema(of);
  return keys === undefined ? below : { mergeKeys: keys, field: () => undefined, items: below };
}

const kinds = new Map(
  Object.entries(KINDS).flatMap(([apiVersion, byShape]) =>
    Object.entries(byShape).flatMap(([shape, names]) =>
      names.map((kind) => [`${apiVersion} ${kind}`, shapeSchema(shape)] as const),
    ),
  ),
);

/** Kubernetes 1.21.2 and kustomize's own kinds. */
export const BUILT_IN: SchemaSet = {
  schemaOf: (apiVersion, kind) => kinds.get(`${apiVersion} ${kind}`),
  isNamespaced: (apiVersion, kind) => {
    if (isClusterScoped(apiVersion, kind)) return false;
    return kinds.has(`${apiVersion} ${kind}`) ? true : undefined;
  },
};

/** What a `$ref` to a definition of the built-in schema means. */
export function builtInDefinition(name: string): Schema | undefined {
  const shape = Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name] : undefined;
  return shape === undefined ? undefined : shapeSchema(shape);
}

/** What is left of the built-in schema where a custom one takes its place. */
export const ALWAYS: SchemaSet = {
  schemaOf: (apiVersion, kind) => (apiVersion === ALWAYS_KNOWN ? BUILT_IN.schemaOf(apiVersion, kind) : undefined),
  isNamespaced: () => undefined,
};

/** The schema of a kind, or undefined for a kind that is not known: all its lists are replaced. */
export function schemaOf(apiVersion: string, kind: string, schemas: SchemaSet = BUILT_IN): Schema | undefined {
  return schemas.schemaOf(apiVersion, kind);
}
