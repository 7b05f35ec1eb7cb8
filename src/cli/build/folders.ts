/** From the arguments of `build` to folders of the disk. */
import { basename, dirname, relative, resolve } from "node:path";
import { isRepository } from "../../kustomize/load/remote.ts";
import type { Source } from "../../kustomize/load/source.ts";
import { type InputError, inputError } from "../../model/errors.ts";
import { markedPath } from "../places.ts";

const RULE = "build-folder";

export interface Folder {
  /** As the user named it. */
  readonly name: string;
  /** Absolute, links in it as they were named. */
  readonly path: string;
  /** Where it really is, as a path of the source. */
  readonly directory: string;
}

/**
 * The folder of one argument. `source` is a marked disk (`places.ts`). InputError with kustomize's words for what is none; FailureError
 * where the disk cannot be read.
 */
export function folderOf(argument: string, source: Source, cwd: string): Folder {
  if (argument === "") throw refuse(argument, "directory path cannot be empty", "Name a folder, or leave it out.");
  if (isRepository(argument)) throw remote(argument);
  const path = resolve(cwd, argument);
  const directory = source.real(markedPath(path));
  if (directory === undefined) {
    throw refuse(argument, `not a valid directory: '${argument}': no such file or directory`, "Correct the path.");
  }
  if (!source.isDirectory(directory)) {
    const holder = relative(cwd, dirname(path)) || ".";
    const fix = /^kustomization\.ya?ml$/i.test(basename(path)) ? `Name its folder: ${holder}.` : "Name a folder.";
    throw refuse(argument, `'${argument}': file is not directory`, fix);
  }
  return { name: argument, path, directory };
}

function refuse(argument: string, message: string, fix: string): InputError {
  return inputError(RULE, `must build at directory: ${message}`, fix, { path: argument });
}

function remote(argument: string): InputError {
  const message = `${argument} is a remote repository, and a build here asks no network: its result must not change on its own`;
  const fix =
    "Keep a copy of it in your repository (git subtree add --squash --prefix vendor/<name> <url> <commit>) and name that folder; " +
    "write ./ before the name of a folder that only looks like an address.";
  return inputError("build-remote", message, fix, { path: argument });
}
