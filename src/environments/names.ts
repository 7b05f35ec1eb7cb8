/** How a person knows an environment: by its folder or file, seen from where the search began. */
import type { Group } from "./groups.ts";
import { coversOf } from "./node.ts";
import { commonFolder, isBelow, nameOf } from "./paths.ts";

/** `folders` are those that were searched. */
export function groupName(group: Group, folders: readonly string[]): string {
  const path = widest(group);
  const top = commonFolder(folders);
  if (path === top) return nameOf(path) || ".";
  return top !== "" && isBelow(path, top) ? path.slice(top.length + 1) : path;
}

/** What applies a folder around itself is known by that: Flux's own files stand below the folder of their cluster. */
function widest({ path, nodes }: Group): string {
  const around = nodes.flatMap(coversOf).filter((cover) => cover !== "" && isBelow(path, cover));
  return around.reduce((best, cover) => (cover.length < best.length ? cover : best), path);
}
