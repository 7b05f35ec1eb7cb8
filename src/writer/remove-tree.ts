/** Removes a folder with everything in it; several times faster than Node 20's own way, which asks about every file first. */
import { chmodSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { errorCode } from "../files/io-failure.ts";

/** Links are removed, never followed. A path that does not exist is fine; what can't be removed throws as `node:fs` does. */
export function removeTree(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isDirectory()) removeFolder(path);
  else unlinkSync(path);
}

function removeFolder(path: string): void {
  try {
    emptyFolder(path);
  } catch (error) {
    // A folder that its owner made read-only: our copy of it has to go all the same.
    if (errorCode(error) !== "EACCES" && errorCode(error) !== "EPERM") throw error;
    chmodSync(path, 0o700);
    emptyFolder(path);
  }
  rmdirSync(path);
}

function emptyFolder(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = `${path}/${entry.name}`;
    if (entry.isDirectory()) removeFolder(child);
    else unlinkSync(child);
  }
}
