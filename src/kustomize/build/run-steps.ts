/** Runs the transformers of a kustomization one after the other. */

import { InputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import type { Attribute } from "../provenance/blame.ts";
import type { Origin } from "../provenance/origin.ts";
import type { Trace } from "../provenance/trace.ts";
import type { Resource } from "../resources/resource.ts";
import { isEmpty } from "../resources/resource.ts";
import { noteTransformer } from "./origin-annotations.ts";

const MISSING = "kustomization-patch-target";

export type Apply = (resources: readonly Resource[]) => readonly Resource[];

/** What one entry of a kustomization does. */
export interface Part {
  readonly apply: Apply;
  /** Who sets what is changed. */
  readonly by: Origin;
  /** Which place of `by` it is, where that can be told. */
  readonly attribute?: Attribute;
}

/** One transformer, ready to run. */
export interface Step {
  /** What `buildMetadata` notes on the objects. */
  readonly origin: string | undefined;
  readonly parts: readonly Part[];
}

/**
 * The resources after all steps; one that a step leaves nothing of is dropped. A patch whose object is not there changes
 * nothing, so those after it are tried: all such patches are told at once.
 */
export function runSteps(
  resources: readonly Resource[],
  steps: readonly Step[],
  trace: Trace | undefined,
): readonly Resource[] {
  const missing: Finding[] = [];
  const tried = (before: readonly Resource[], part: Part): readonly Resource[] => {
    try {
      return runPart(before, part, trace);
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      if (!cause.findings.every(({ rule }) => rule === MISSING))
        throw missing.length > 0 ? new InputError(missing) : cause;
      missing.push(...cause.findings);
      return before;
    }
  };
  const all = steps.reduce((before, { origin, parts }) => {
    const after = parts.reduce(tried, before);
    const noted = origin === undefined ? after : after.map((resource) => noteTransformer(resource, origin));
    const by = parts[0]?.by;
    if (noted !== after && by !== undefined) trace?.changeAll(after, noted, () => ({ origin: by, base: [] }), by);
    return noted.some(({ object }) => isEmpty(object)) ? noted.filter(({ object }) => !isEmpty(object)) : noted;
  }, resources);
  if (missing.length > 0) throw new InputError(missing);
  return all;
}

/** Runs one part, and notes what it changed where somebody asks. */
function runPart(
  before: readonly Resource[],
  { apply, by, attribute }: Part,
  trace: Trace | undefined,
): readonly Resource[] {
  const after = apply(before);
  trace?.changeAll(before, after, attribute ?? (() => ({ origin: by, base: [] })), by);
  return after;
}
