/** One side of a difference: the environments as they were rendered, and what could not be. */
import type { AppliedEnvironment } from "../model/applied.ts";
import type { SideName } from "../model/difference.ts";
import type { Finding } from "../model/finding.ts";

export interface RenderedSide {
  readonly name: SideName;
  readonly environments: readonly AppliedEnvironment[];
  /** What could be read of those of which a part is wrong. */
  readonly incomplete: readonly IncompleteEnvironment[];
  readonly problems: readonly Finding[];
  readonly notes: readonly Finding[];
  readonly files: SideFiles;
}

export interface IncompleteEnvironment extends AppliedEnvironment {
  readonly missing: readonly MissingPart[];
}

/** A part that could not be read: nobody knows what objects it has. */
export interface MissingPart {
  /** Both sides call the same part the same. */
  readonly part: string;
  readonly problems: readonly Finding[];
  /** The paths of all files that it could be made of. */
  readonly inputs: () => readonly string[];
}

export interface SideFiles {
  /** Whether there is a file or folder of this path. */
  readonly has: (path: string) => boolean;
  /** The same text for the same content; undefined where there is no file. */
  readonly contentOf: (path: string) => string | undefined;
}
