/** Paths of a tree as texts. */

export function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The folder of a path, the empty path at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder itself and those around it, the nearest first, up to the top. */
export function withAncestors(folder: string): string[] {
  const all = [folder];
  for (let here = folder; here !== ""; ) {
    here = parentOf(here);
    all.push(here);
  }
  return all;
}

/** The deepest folder that all of these are in or are. */
export function commonFolder(folders: readonly string[]): string {
  const [first = "", ...others] = folders;
  return withAncestors(first).find((folder) => others.every((other) => isBelow(other, folder))) ?? "";
}

/** True of the folder itself, too. */
export function isBelow(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function isYamlFile(path: string): boolean {
  return /\.ya?ml$/.test(path);
}
