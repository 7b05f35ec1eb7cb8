/** Makes a table small: what stands in it more than once becomes a part that has a name. */
import type { KindTable, Schema } from "../../src/schemas/schema.ts";

/** Shorter ones are not worth a reference and an entry. */
const SHORTEST = 60;

export function shared(table: KindTable): KindTable {
  const parts: Record<string, Schema> = {};
  const counts = new Map<string, number>();
  count(table.schema, counts);
  const names = new Map<string, string>();
  const schema = replaced(table.schema, (text, make) => {
    if (text.length < SHORTEST || (counts.get(text) ?? 0) < 2) return make();
    let name = names.get(text);
    if (name === undefined) {
      name = names.size.toString(36);
      names.set(text, name);
      parts[name] = make();
    }
    return { $ref: name };
  });
  return { ...table, schema, ...(names.size > 0 && { parts }) };
}

/** What stands inside of a part is counted once for all places of the part. */
function count(schema: Schema, counts: Map<string, number>): void {
  const text = JSON.stringify(schema);
  const seen = counts.get(text) ?? 0;
  counts.set(text, seen + 1);
  if (seen > 0) return;
  mapInside(schema, (inner) => {
    count(inner, counts);
    return inner;
  });
}

function replaced(schema: Schema, place: (text: string, make: () => Schema) => Schema): Schema {
  return mapInside(schema, (inner) => place(JSON.stringify(inner), () => replaced(inner, place)));
}

/** The schema with another one in each place that holds one. */
function mapInside(schema: Schema, change: (inner: Schema) => Schema): Schema {
  const { properties, additionalProperties, items, not } = schema;
  const list = (key: "allOf" | "anyOf" | "oneOf"): Partial<Schema> => {
    const all = schema[key];
    return all === undefined ? {} : { [key]: all.map(change) };
  };
  return {
    ...schema,
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, change(inner)])),
    }),
    ...(additionalProperties !== undefined && { additionalProperties: change(additionalProperties) }),
    ...(items !== undefined && { items: change(items) }),
    ...(not !== undefined && { not: change(not) }),
    ...list("allOf"),
    ...list("anyOf"),
    ...list("oneOf"),
  };
}
