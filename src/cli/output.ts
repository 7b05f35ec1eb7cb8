/** Where `-o` of a command leads: checked before the command works, written when it is done. */
import { lstatSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { errorCode, ioFailure } from "../files/io-failure.ts";
import { inputError } from "../model/errors.ts";

/** A path for -o, as it stands on the disk. */
export type Output =
  | { readonly kind: "stdout" }
  /** `folder` is there; a file of that name is replaced, or made. */
  | { readonly kind: "file"; readonly folder: string; readonly name: string }
  /** What is there is no regular file (`/dev/null`, a pipe): it is written to as it is. */
  | { readonly kind: "device"; readonly path: string }
  | { readonly kind: "object files" | "folder files"; readonly folder: string };

/**
 * With one folder as kustomize: a folder that is there takes one file per object, anything else is a file. With several
 * it is a folder, made where it is missing. InputError for a path that can't be either.
 */
export function outputOf(path: string | undefined, folders: number, cwd: string): Output {
  if (path === undefined || path === "") return { kind: "stdout" };
  const full = resolve(cwd, path);
  try {
    const stat = there(full);
    if (folders > 1) {
      if (stat !== undefined && !stat.isDirectory()) {
        throw refuse(`${path} is no folder, and ${folders} folders need one for a file each`, "Name a folder.");
      }
      return { kind: "folder files", folder: full };
    }
    if (stat?.isDirectory()) return { kind: "object files", folder: full };
    if (/[/\\]$/.test(path)) throw refuse(`there is no folder ${path}`, "Make it first, or name a file.");
    if (stat !== undefined && !stat.isFile()) return { kind: "device", path: full };
    return fileAt(full, path, stat);
  } catch (error) {
    throw ioFailure(error, "cannot write", full);
  }
}

/** A link to a file stays one: what it leads to is replaced. */
function fileAt(full: string, path: string, stat: Stats | undefined): Output {
  if (stat !== undefined) {
    const real = realpathSync(full);
    return { kind: "file", folder: dirname(real), name: basename(real) };
  }
  if (there(full, lstatSync) !== undefined) {
    throw refuse(`${path} is a link to nothing`, "Remove it, or make the file that it leads to.");
  }
  const folder = dirname(full);
  if (there(folder)?.isDirectory() !== true) {
    throw refuse(`there is no folder ${dirname(path)} for ${basename(path)}`, "Make it first, or correct -o.");
  }
  return { kind: "file", folder, name: basename(full) };
}

function there(path: string, look: typeof statSync | typeof lstatSync = statSync): Stats | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file where a folder of the path should be.
    if (errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

function refuse(message: string, fix: string): Error {
  return inputError("output", message, fix, { path: "-o" });
}
