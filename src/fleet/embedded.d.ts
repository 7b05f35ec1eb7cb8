/** The validators that `build/fleet-validator.mjs` makes of the schema, for the build and the tests alike. */
declare module "embedded:fleet-validator" {
  import type { ValidateFunction } from "ajv";
  export const validateFleet: ValidateFunction;
  export const validateSettings: ValidateFunction;
}
