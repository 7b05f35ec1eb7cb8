/** The file names of a build of several folders: one file each. */
import { basename, dirname, parse, relative, sep } from "node:path";
import { inputError } from "../../model/errors.ts";

const RULE = "build-output";

/**
 * `folders` are absolute, each there once. A file name for each, relative and `/`-separated: its path below the deepest folder that
 * holds them all, with `.yaml`; `clusters/eu/a` and `clusters/b` become `eu/a.yaml` and `b.yaml`. InputError where they have none.
 */
export function folderFileNames(folders: readonly string[]): readonly string[] {
  const unnamed = folders.find((folder) => basename(folder) === "");
  if (unnamed !== undefined) {
    const message = `${unnamed} has no name that a file could have`;
    throw inputError(RULE, message, "Build it alone, with -o and a file.", { path: "-o" });
  }
  const parent = commonFolder(folders.map(dirname));
  const names = folders.map((folder) => `${relative(parent, folder).split(sep).join("/")}.yaml`);
  refuseFileAsFolder(names);
  return names;
}

function commonFolder(folders: readonly string[]): string {
  const [first = ""] = folders;
  const { root } = parse(first);
  if (folders.some((folder) => parse(folder).root !== root)) {
    throw inputError(RULE, "the folders are on several drives", "Build those of each drive alone.", { path: "-o" });
  }
  let common = first;
  for (const folder of folders) {
    while (common !== root && folder !== common && !folder.startsWith(common + sep)) common = dirname(common);
  }
  return common;
}

/** A folder `a` and another one in `a.yaml/`. */
function refuseFileAsFolder(names: readonly string[]): void {
  const files = new Set(names);
  for (const name of names) {
    for (let slash = name.lastIndexOf("/"); slash > 0; slash = name.lastIndexOf("/", slash - 1)) {
      const folder = name.slice(0, slash);
      if (!files.has(folder)) continue;
      const message = `${folder} would be a file and, for ${name}, a folder`;
      throw inputError(RULE, message, "Build those folders in two runs, with an -o each.", { path: "-o" });
    }
  }
}
