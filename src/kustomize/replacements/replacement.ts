/** What one entry of `replacements` says. */
import type { KindFilter } from "../resources/identity.ts";
import type { Selector } from "../resources/selector.ts";

export interface ReplacementOptions {
  /** Splits the text; absent or empty means the whole. */
  readonly delimiter?: string;
  /** Which piece; in a target, one before the first or after the last adds a piece. 0 where absent. */
  readonly index?: number;
  /** Makes the field where it is missing. */
  readonly create?: boolean;
}

/** Plain texts, not expressions; an absent or empty part fits any. */
export interface ReplacementSource extends KindFilter {
  readonly name?: string;
  readonly namespace?: string;
  /** `metadata.name` where absent or empty. */
  readonly fieldPath?: string;
  readonly options?: ReplacementOptions;
}

export interface ReplacementTarget {
  readonly select?: Selector;
  readonly reject?: readonly Selector[];
  /** `metadata.name` where absent or empty. */
  readonly fieldPaths?: readonly string[];
  readonly options?: ReplacementOptions;
}

/** One of `source` and `sourceValue`. `E` is whatever says where it is written. */
export interface Replacement<E = unknown> {
  readonly source?: ReplacementSource;
  readonly sourceValue?: string;
  /** Absent is an error; so is an empty list in a kustomization file, but not in a file named by `path`. */
  readonly targets?: readonly ReplacementTarget[];
  readonly entry?: E;
}
