/** When in a sync or a release an object is applied. */
import type { Path } from "../model/json.ts";

export interface Moment {
  /** Compared from the left; equal ones are applied together. */
  readonly step: readonly (number | string)[];
  /** As people say it: `wave -20`, `PreSync`, `a pre-install hook`. */
  readonly name: string;
  readonly isHook: boolean;
  /** The annotation that says it, or the object. */
  readonly path: Path;
}

export function compareMoments({ step: a }: Moment, { step: b }: Moment): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
