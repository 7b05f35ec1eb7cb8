/** Keys that a build itself writes into a mapping: kustomize 5.8.1 writes them without quotes and a type. */
import { plainScalar } from "./scalars.ts";

/** False for keys such as `5`, `true` or a date, which kustomize reads back as something else and then cannot print. */
export function isPrintableKey(key: string): boolean {
  return typeof plainScalar(key) === "string";
}

/** `shown` is what messages say of the key. */
export function unprintableKey(
  key: string,
  shown = `the key ${JSON.stringify(key)}`,
): { readonly problem: string; readonly fix: string } {
  return {
    problem: `${shown} would be read back as a number, a date or the like, which kustomize cannot print`,
    fix: "Give the key another name.",
  };
}
