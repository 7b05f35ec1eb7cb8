/** The schema of a status: controllers write it, so its fields and types are checked and nothing else is. */
import type { Schema } from "./schema.ts";

export function lenient(schema: Schema): Schema {
  const { $ref, type, properties, additionalProperties, items, open } = schema;
  if ($ref !== undefined) return schema;
  return {
    ...(type !== undefined && { type }),
    nullable: true,
    ...(properties !== undefined && { properties: lenientFields(properties) }),
    ...(additionalProperties !== undefined && { additionalProperties: lenient(additionalProperties) }),
    ...(items !== undefined && { items: lenient(items) }),
    ...(open === true && { open }),
  };
}

function lenientFields(properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, lenient(schema)]));
}
