/** The tables of `schemas/kinds`, as the program reads them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { KindTable } from "../../src/schemas/schema.ts";
import { createSchemas, type Schemas } from "../../src/schemas/schemas.ts";

export const KINDS = fileURLToPath(new URL("../../schemas/kinds", import.meta.url));

export function readKind(path: string): string | undefined {
  const file = join(KINDS, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

export function shippedSchemas(read: (path: string) => string | undefined = readKind): Schemas {
  return createSchemas(read);
}

export function shippedTables(): KindTable[] {
  const schemas = shippedSchemas();
  return schemas.kinds().map(({ apiVersion, kind }) => {
    const schema = schemas.find(apiVersion, kind);
    if (schema === undefined) throw new Error(`index.json has ${apiVersion} ${kind}, and no file is there`);
    return schema.table;
  });
}
