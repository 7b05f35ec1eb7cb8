/** How long a pod may take to end. */
import type { Path } from "../../model/json.ts";
import type { Pod } from "./pod.ts";

const FIELD = "terminationGracePeriodSeconds";

/** 30 seconds where nothing is written, and the place that says so. */
export function graceOf({ spec, path }: Pod): { readonly seconds: number; readonly path: Path } {
  const written = spec[FIELD];
  return typeof written === "number" ? { seconds: written, path: [...path, FIELD] } : { seconds: 30, path };
}
