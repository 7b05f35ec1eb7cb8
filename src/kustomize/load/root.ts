/** The directory of a kustomization that is being built, and what its paths mean. */

import type { TreeFile } from "../../model/tree.ts";
import type { TextEntry } from "./entry.ts";
import { entryError } from "./entry.ts";
import { errorInside } from "./inline-text.ts";
import { hasKustomization } from "./kustomization-file.ts";
import { isRepository, isWebAddress } from "./remote.ts";
import type { Source } from "./source.ts";
import { isInside, resolvePath } from "./source.ts";

export type LoadRestrictor = "root-only" | "none";

export interface Root {
  readonly source: Source;
  /** Without symbolic links. */
  readonly directory: string;
  /** The directories that lead here, from the one that is built. */
  readonly above: readonly string[];
  readonly restrictor: LoadRestrictor;
}

/** kustomize has no such limit; here each base that a base uses takes a part of the stack, which ends at about 550. */
const MOST_BASES = 300;

/** The root of a directory that `root` uses. */
export function rootBelow(root: Root, directory: string): Root {
  return { ...root, directory, above: [...root.above, root.directory] };
}

/** Of any protocol, whether kustomize would fetch it or not. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

const FILE_URL = /^https?:.*\.(?:ya?ml|json)(?:\?|$)/i;

/** Refuses an empty path, which names nothing. */
export function expectPath({ text, entry }: TextEntry): void {
  if (text === "") throw entryError(entry, "missing", "this entry is empty", "Write a path, or take the entry out.");
}

/** Refuses what kustomize would fetch; where a file has the name of a repository, it takes the file. */
export function refuseRemote(root: Root, named: TextEntry): void {
  const { text } = named;
  if (isWebAddress(text) || (isRepository(text) && !isFile(root, text))) throw remote(named);
}

function isFile({ source, directory }: Root, text: string): boolean {
  const path = resolvePath(directory, text);
  const real = path === undefined ? undefined : source.real(path);
  return real !== undefined && !source.isDirectory(real);
}

function remote(named: TextEntry): Error {
  refuseInline(named);
  const { text, entry } = named;
  return entryError(
    entry,
    "remote",
    `the path ${named.shown ?? withoutSecrets(text)} is on another machine, and a build reads no network`,
    FILE_URL.test(text)
      ? "Download it into the repository (for example with `curl -L`), and name the file's path here."
      : "Copy its directory into the repository (for example with `git clone`), and name the copy's path here.",
  );
}

const OTHER_PARAMETER = /([?&](?!(?:ref|version|submodules|timeout)=)[^=&]*=)[^&]*/g;

/** Of an address: who asks, and the parameters that kustomize does not know, may be secret. */
function withoutSecrets(address: string): string {
  return address.replace(/[^/@]*@/, (user) => (user === "git@" ? user : "...@")).replace(OTHER_PARAMETER, "$1...");
}

/** An object, or some other text that is no path: it may hold secrets, so messages do not show it. */
const INLINE = /[\n\r]|:\s|^\s*[[{"'|>]/;

/** For a text that is not the path of anything: refuses what was never meant to be one. */
export function refuseInline({ text, entry, notInline }: TextEntry): void {
  if (!INLINE.test(text)) return;
  if (notInline !== undefined) throw errorInside(entry, "inline", text, notInline);
  const fix = "Write the text into a file, and name the file's path here.";
  throw entryError(entry, "inline", "a text is written here where the path of a file is wanted", fix);
}

/** The directory that a path means, without links, or undefined where it means none. */
export function directoryAt(root: Root, { text }: TextEntry): string | undefined {
  const path = text.startsWith("/") ? undefined : resolvePath(root.directory, text);
  if (path === undefined || !root.source.isDirectory(path)) return undefined;
  return root.source.real(path);
}

/** Refuses directories that cannot be built from here: those above, too far down, and without a kustomization. */
export function expectBuildable(root: Root, directory: string, { text, entry }: TextEntry): void {
  const visited = [...root.above, root.directory].find((other) => isInside(other, directory));
  if (visited !== undefined) {
    const problem = `${text} contains or is ${visited === "" ? "." : visited}, which is being built`;
    throw entryError(entry, "cycle", problem, "Take the reference out of the circle.");
  }
  if (root.above.length >= MOST_BASES) {
    const problem = `${text} is a base of a base and so on, more than ${MOST_BASES} times`;
    throw entryError(entry, "depth", problem, "Make the chain of bases shorter.");
  }
  if (hasKustomization(root.source, directory)) return;
  throw entryError(
    entry,
    "missing",
    `the directory ${text} has no kustomization.yaml`,
    "Add one to it, or name its files.",
  );
}

/** The file that a path of a kustomization means; none, or one outside of the root, is an error where it is named. */
export function filePath(root: Root, named: TextEntry): string {
  expectPath(named);
  const { text, entry } = named;
  if (isWebAddress(text)) throw remote(named);
  const path = text.startsWith("/") ? resolvePath("", text) : resolvePath(root.directory, text);
  const real = path === undefined || text === "" ? undefined : root.source.real(path);
  if (real === undefined) {
    if (ADDRESS.test(text)) throw remote(named);
    refuseInline(named);
    refuseOutside(root, named);
    const problem = `there is no file or directory ${named.shown ?? path ?? text}`;
    throw entryError(entry, "missing", problem, "Correct the path, or add the file.");
  }
  if (root.restrictor === "root-only" && !isInside(real, root.directory)) {
    const fix =
      "Move the file into it, name a directory that has a kustomization, or use --load-restrictor LoadRestrictionsNone.";
    const where = real === path ? "is" : `is a link to ${real},`;
    const problem = `the file ${named.shown ?? text} ${where} outside the kustomization's directory`;
    throw entryError(entry, "root-only", problem, fix);
  }
  if (!root.source.isDirectory(real)) return real;
  throw entryError(
    entry,
    "directory",
    `the path ${named.shown ?? text} is a directory, a file is wanted here`,
    "Name a file.",
  );
}

/** Of two folders that are compared, or one that is checked, nothing around them is read. */
export function refuseOutside({ directory }: Root, { text, shown, entry }: TextEntry): void {
  if (text.startsWith("/") || resolvePath(directory, text) !== undefined) return;
  const problem = `${shown ?? text} lies outside of the folder or repository that is read`;
  throw entryError(entry, "missing", problem, "Correct the path, or name a folder that holds both.");
}

export function readFile(root: Root, named: TextEntry): TreeFile {
  return found(root.source.read(filePath(root, named)), named);
}

export function readBytes(root: Root, named: TextEntry): Uint8Array {
  return found(root.source.bytes(filePath(root, named)), named);
}

function found<T>(content: T | undefined, { text, shown, entry }: TextEntry): T {
  if (content !== undefined) return content;
  throw entryError(entry, "missing", `there is no file ${shown ?? text}`, "Correct the path, or add the file.");
}
