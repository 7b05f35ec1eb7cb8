/** Writes our schemas in kubeconform's layout into a folder: `node test/support/typescript.mjs bench/write-schemas.ts <folder>`. */
import { LAYOUT, writeJsonSchemas } from "../test/support/json-schema.ts";
import { shippedTables } from "../test/support/kinds.ts";

const [, , folder = ""] = process.argv;
writeJsonSchemas(folder, shippedTables());
process.stdout.write(LAYOUT);
