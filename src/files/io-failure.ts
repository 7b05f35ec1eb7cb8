/** Turns what the file system throws into the failure that a person reads: which path, why, what to do. */
import { FailureError } from "../model/errors.ts";

const FIXES: Readonly<Record<string, string>> = {
  ENOSPC: "free some space on that disk (inodes too: df -i) and run again; nothing was changed",
  EDQUOT: "free some of your quota on that disk and run again; nothing was changed",
  EACCES: "give your user the right to read and write there, or name another folder with -o",
  EPERM: "give your user the right to read and write there, or name another folder with -o",
  EROFS: "that file system is read-only: name a folder elsewhere with -o",
  EBUSY: "the folder is a mount point or in use: close what uses it, or name a folder inside it with -o",
  EXDEV:
    "the folder is a mount point or lies in a lower layer of a container image: name a folder inside it, or a new one, with -o",
  ENAMETOOLONG: "use a shorter path for -o",
};

/** The code of a file system error, or the empty string. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

/**
 * A FailureError that says what could not be done (`cannot write`), where and why. A FailureError stays as it is; a
 * thrown value without an error code is a bug and stays one. A path that starts with `hidden` is one of ours, which no
 * person knows: it is not named.
 */
export function ioFailure(error: unknown, doing: string, path: string, hidden?: string): unknown {
  if (error instanceof FailureError) return error;
  const code = errorCode(error);
  if (code === "" || !(error instanceof Error)) return error;
  // Node's own message carries the path that failed, which is more exact than the one that we were asked for.
  const failed = "path" in error && typeof error.path === "string" ? error.path : path;
  const at = hidden !== undefined && failed.startsWith(hidden) ? path : failed;
  const reason = error.message.replace(/^[A-Z0-9_]+: /, "").replace(/, [a-z]+( '.*)?$/s, "");
  return new FailureError(`${doing} ${at}: ${reason} (${code})`, FIXES[code] ?? "look at that path, then run again", {
    cause: error,
  });
}

/** Reads something; what the file system throws becomes the FailureError of that path. */
export function reading<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw unreadable(error, path);
  }
}

/** The failure to read a path. */
export function unreadable(error: unknown, path: string): unknown {
  const failure = ioFailure(error, "cannot read", path);
  if (!(failure instanceof FailureError) || !["EACCES", "EPERM"].includes(errorCode(error))) return failure;
  return new FailureError(failure.message, "give your user the right to read it, then run again", { cause: error });
}
