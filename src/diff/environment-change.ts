/** One environment on both sides, and what became of each of its objects. */
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import type { ChangeKind, Edit } from "../model/difference.ts";

/** An object that differs; edits hold the true values, secrets included. */
export interface ObjectChange {
  readonly kind: ChangeKind;
  /** Undefined for `added`. */
  readonly before: Resource | undefined;
  /** Undefined for `removed`. */
  readonly after: Resource | undefined;
  readonly renamed?: "generated" | "similar";
  /** Of `changed`; empty for the others. */
  readonly edits: readonly Edit[];
}

export interface EnvironmentChange {
  readonly name: string;
  /** Undefined where the environment is new. */
  readonly before: AppliedEnvironment | undefined;
  /** Undefined where the environment is gone. */
  readonly after: AppliedEnvironment | undefined;
  /** Those that differ, in the order of the new side, removed ones last; empty where the environment is new or gone. */
  readonly objects: readonly ObjectChange[];
}
