/** The files of the profiles' overlays, as they stand in the top-level `overlays/`. */
import files from "embedded:overlays";
import type { ProfileName } from "../model/environment.ts";
import type { TreeFile } from "../model/tree.ts";

/** All files below `overlays/<profile>/`. */
export function profileTree(profile: ProfileName): Map<string, TreeFile> {
  return new Map(files.filter(([path]) => path.startsWith(`overlays/${profile}/`)));
}
