/** Reads a folder that a user named, such as their own Component, into a file tree. */
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { inputError } from "../model/errors.ts";
import type { Place } from "../model/finding.ts";
import type { FileTree, TreeFile } from "../model/tree.ts";
import { errorCode, ioFailure } from "./io-failure.ts";
import { byCodeUnit, pathProblem } from "./paths.ts";

export interface ReadTreeOptions {
  /** The rule that a refusal names. */
  readonly rule: string;
  /** Where the folder is named: shown with a refusal. */
  readonly at?: Place;
  /** More than this in all is refused (32 MiB unless told): a folder named by mistake must not fill the memory. */
  readonly maxBytes?: number;
}

/**
 * Every regular file below `directory`, in code-unit order, `.git` left out. A link is followed only to a file inside the same
 * folder. InputError: the folder is missing or none, a link leads out of it or to a folder, a file is neither regular nor
 * UTF-8, it is all too big. FailureError: it cannot be read.
 */
export function readTree(directory: string, options: ReadTreeOptions): FileTree {
  const refuse = (message: string, fix: string): Error => inputError(options.rule, message, fix, options.at);
  const maxBytes = options.maxBytes ?? 32 * 1024 * 1024;
  const tree = new Map<string, TreeFile>();
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let bytes = 0;

  const readFile = (path: string, full: string): void => {
    bytes += statSync(full).size;
    if (bytes > maxBytes) {
      throw refuse(`${directory} holds more than ${maxBytes} bytes`, "name the folder that holds the Component alone");
    }
    try {
      tree.set(path, { text: utf8.decode(readFileSync(full)) });
    } catch (error) {
      if (errorCode(error) !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw error;
      throw refuse(`${full} is not UTF-8 text`, "save it as UTF-8, or keep it out of that folder");
    }
  };
  const readEntry = (entry: Dirent, path: string, full: string, top: string): void => {
    const problem = pathProblem(path);
    if (problem !== undefined) throw refuse(`the path ${JSON.stringify(path)} in ${directory} ${problem}`, "rename it");
    if (entry.isDirectory()) walk(`${path}/`, full, top);
    else if (entry.isFile()) readFile(path, full);
    else if (entry.isSymbolicLink()) readFile(path, linkedFile(full, top));
    else throw refuse(`${full} is no regular file`, "remove it from that folder");
  };
  const linkedFile = (link: string, top: string): string => {
    const target = linkTarget(link);
    if (target === undefined) throw refuse(`${link} is a link to nothing`, "remove it, or put the file there");
    if (target.startsWith(top + sep) && statSync(target).isFile()) return target;
    throw refuse(`${link} is a link that leads to ${target}`, "put a copy of what it leads to in its place");
  };
  const walk = (prefix: string, folder: string, top: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => byCodeUnit(a.name, b.name));
    for (const entry of entries) {
      if (entry.name !== ".git") readEntry(entry, prefix + entry.name, join(folder, entry.name), top);
    }
  };

  try {
    const stat = lstatSync(directory, { throwIfNoEntry: false });
    if (stat === undefined) throw refuse(`${directory} does not exist`, "create it, or correct the path");
    if (!stat.isDirectory()) throw refuse(`${directory} is no folder`, "name the folder itself, not a link or a file");
    walk("", directory, realpathSync(directory));
  } catch (error) {
    throw ioFailure(error, "cannot read", directory);
  }
  return new Map([...tree].sort(([a], [b]) => byCodeUnit(a, b)));
}

function linkTarget(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ELOOP") return undefined;
    throw error;
  }
}
