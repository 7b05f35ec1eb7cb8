/** The three forms of a YAML node, and the error for the wrong one. */
import { PatchError } from "./patch-error.ts";

export type Form = "map" | "list" | "scalar";

const NAMES: Readonly<Record<Form, string>> = { map: "mapping", list: "list", scalar: "scalar" };

export function wrongForm(path: string, expected: Form, found: Form): PatchError {
  return new PatchError(
    path,
    `a ${NAMES[found]} stands where a ${NAMES[expected]} is expected`,
    `Make it a ${NAMES[expected]} in both the object and the patch, or set the field to null first.`,
  );
}
