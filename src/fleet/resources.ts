/** What a pod asks for and may take, with what nobody wrote. */
import type { Resources } from "../model/environment.ts";

/** Each amount that is written stands in place of the one that a profile or the base has for it. */
export function mergedResources(written: Partial<Resources> | undefined, otherwise: Resources): Resources {
  return {
    requests: { ...otherwise.requests, ...written?.requests },
    limits: { ...otherwise.limits, ...written?.limits },
  };
}
