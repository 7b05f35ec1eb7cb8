/** A source with some files more, in folders of their own. */
import type { Source } from "../kustomize/build.ts";
import type { TreeFile } from "../model/tree.ts";

/** The paths of `files` must be of no folder that the source has. */
export function layered(source: Source, files: ReadonlyMap<string, TreeFile>): Source {
  const folders = new Set([...files.keys()].map((path) => path.slice(0, path.lastIndexOf("/"))));
  return {
    read: (path) => files.get(path) ?? source.read(path),
    bytes: (path) => source.bytes(path),
    isDirectory: (path) => folders.has(path) || source.isDirectory(path),
    real: (path) => (folders.has(path) || files.has(path) ? path : source.real(path)),
  };
}
