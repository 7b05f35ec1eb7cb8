/** Reads the schemas that the package ships, kind by kind. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../../files/io-failure.ts";
import { FailureError } from "../../model/errors.ts";
import { createSchemas, type Schemas } from "../../schemas/schemas.ts";

export function shippedSchemas(packageFolder: string): Schemas {
  const folder = join(packageFolder, "schemas", "kinds");
  return createSchemas((path) => {
    try {
      return readFileSync(join(folder, path), "utf8");
    } catch (cause) {
      const fix = "install certctl-gitops again";
      throw new FailureError(`cannot read the schemas of the package: ${path} (${errorCode(cause)})`, fix, { cause });
    }
  });
}
