/** One side of a difference: the environments as they were rendered, and what could not be. */
import type { AppliedEnvironment } from "../model/applied.ts";
import type { SideName } from "../model/difference.ts";
import type { Finding } from "../model/finding.ts";

export interface RenderedSide {
  readonly name: SideName;
  /** What all files are named with in front of their own paths; undefined for a repository. */
  readonly folder?: string;
  readonly environments: readonly AppliedEnvironment[];
  /** What could be read of those of which a part is wrong: too little to say what changed. */
  readonly incomplete: readonly AppliedEnvironment[];
  readonly problems: readonly Finding[];
  readonly notes: readonly Finding[];
}
