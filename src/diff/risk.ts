/** What a danger rule is: it looks at one environment on both sides, and says what a reviewer must know. */
import type { RiskLevel } from "../model/difference.ts";
import type { Path } from "../model/json.ts";
import type { EnvironmentChange, ObjectChange } from "./environment-change.ts";

export interface FoundRisk {
  readonly level: RiskLevel;
  /** The same words for the same mistake in any environment, so that it folds; never a value that may be a secret. */
  readonly message: string;
  readonly advice: string;
  /** The change that brings it; undefined where the environment as a whole does. */
  readonly change: ObjectChange | undefined;
  /** The field, in the new object, or in the old one where that is gone; the object itself where it is missing. */
  readonly path?: Path;
}

export interface RiskRule {
  readonly name: string;
  /** One sentence: what it tells. */
  readonly title: string;
  readonly find: (change: EnvironmentChange) => readonly FoundRisk[];
}
