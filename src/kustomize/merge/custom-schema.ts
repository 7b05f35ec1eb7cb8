import type { SchemaSet } from "./schema.ts";
export function readOpenApi(_text: string, _file: string): SchemaSet {
  throw new Error("not yet");
}
