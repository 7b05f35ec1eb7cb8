/** Objects that were read from one folder, file or chart, and whether they are all that is in it. */
import type { Resource } from "../model/applied.ts";

export interface Contents {
  readonly resources: readonly Resource[];
  /** False where a part of it is wrong and could not be read. */
  readonly isWhole: boolean;
}

export const NOTHING_READ: Contents = { resources: [], isWhole: false };

export function joined(parts: readonly Contents[]): Contents {
  return { resources: parts.flatMap((part) => part.resources), isWhole: parts.every((part) => part.isWhole) };
}
