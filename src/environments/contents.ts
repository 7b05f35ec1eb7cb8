/** Objects that were read from one folder, file or chart, and what of it could not be read. */
import type { Resource } from "../model/applied.ts";
import type { Finding } from "../model/finding.ts";

export interface Contents {
  readonly resources: readonly Resource[];
  /** Empty where `resources` are all that is in it. */
  readonly missing: readonly Missing[];
}

/** A kustomization, a file or a chart that is wrong, wholly or in a part: it has objects that nobody knows. */
export interface Missing {
  /** What it is, and how it is applied: two states of a tree that have the same have the same part. */
  readonly part: string;
  readonly problems: readonly Finding[];
  /** The paths of all files that it could be made of: where all of them are the same, its objects are, too. */
  readonly inputs: () => readonly string[];
}

/** `read` is what could be read; undefined: nothing. `missing` says what it is of, and counts where that is not all. */
export function contentsOf(
  read: { readonly resources: readonly Resource[]; readonly isWhole: boolean } | undefined,
  missing: Missing,
): Contents {
  return { resources: read?.resources ?? [], missing: read?.isWhole === true ? [] : [missing] };
}

export function isWhole({ missing }: Pick<Contents, "missing">): boolean {
  return missing.length === 0;
}

export function joined(parts: readonly Contents[]): Contents {
  return { resources: parts.flatMap((part) => part.resources), missing: parts.flatMap((part) => part.missing) };
}
