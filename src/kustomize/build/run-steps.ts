/** Runs the transformers of a kustomization one after the other. */

import type { Resource } from "../resources/resource.ts";
import { isEmpty } from "../resources/resource.ts";
import { noteTransformer } from "./origin.ts";

/** One transformer, ready to run. */
export interface Step {
  /** What `buildMetadata` notes on the objects. */
  readonly origin: string | undefined;
  readonly apply: (resources: readonly Resource[]) => readonly Resource[];
}

/** The resources after all steps; one that a step leaves nothing of is dropped. */
export function runSteps(resources: readonly Resource[], steps: readonly Step[]): readonly Resource[] {
  return steps.reduce((before, { origin, apply }) => {
    const after = apply(before);
    const noted = origin === undefined ? after : after.map((resource) => noteTransformer(resource, origin));
    return noted.some(({ object }) => isEmpty(object)) ? noted.filter(({ object }) => !isEmpty(object)) : noted;
  }, resources);
}
