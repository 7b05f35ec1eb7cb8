// Compiles the schemas of the fleet file to plain code when the program is built: a start pays for neither ajv nor for
// compiling.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A module with one function for each schema; its `errors` are ajv's own, with the schema that each breaks. */
export async function fleetValidatorModule() {
  const { SCHEMA, SETTINGS_SCHEMA } = await schemas();
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    // Lengths in UTF-16 units: the other way needs ajv's run time.
    unicode: false,
    logger: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addSchema(SCHEMA, "fleet").addSchema(SETTINGS_SCHEMA, "settings");
  return standaloneCode.default(ajv, { validateFleet: "fleet", validateSettings: "settings" });
}

// Node 20 reads no TypeScript, so the schema's module is bundled before it is loaded.
async function schemas() {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "src/fleet/schema.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
