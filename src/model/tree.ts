/** A file tree in memory: what the stages write and read instead of a disk. */
import type { JsonValue } from "./json.ts";

export interface TreeFile {
  readonly text: string;
  /** The YAML documents of the text, where whoever made the file has them already: nothing is parsed twice. */
  readonly documents?: readonly JsonValue[];
}

/** Paths are relative, with `/`, without `.` and `..`. */
export type FileTree = ReadonlyMap<string, TreeFile>;

/** Two parts that want to write the same path is a bug of ours, so it names both contents' place and stops. */
export class PathConflictError extends Error {
  constructor(path: string) {
    super(`two parts of the bundle want to write ${path}`);
    this.name = "PathConflictError";
  }
}

/** Joins trees; the same path twice is refused unless both texts are the same. */
export function joinTrees(...trees: FileTree[]): Map<string, TreeFile> {
  const joined = new Map<string, TreeFile>();
  for (const tree of trees) {
    for (const [path, file] of tree) {
      const other = joined.get(path);
      if (other !== undefined && other.text !== file.text) throw new PathConflictError(path);
      joined.set(path, file);
    }
  }
  return joined;
}
