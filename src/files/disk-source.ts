/** The disk as a source of builds: read only where a build asks, looked at once, links followed as the system does. */
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import { sep } from "node:path";
import { FailureError, inputError } from "../model/errors.ts";
import type { TreeFile } from "../model/tree.ts";
import { errorCode, reading, unreadable } from "./io-failure.ts";
import { parentOf } from "./paths.ts";

/** Paths are relative to the source's root, `/`-separated, without `.` and `..`; "" is the root. */
export interface DiskSource {
  /** FailureError: it cannot be read. InputError: it is not UTF-8. A byte order mark stays. */
  read(path: string): TreeFile | undefined;
  bytes(path: string): Uint8Array | undefined;
  isDirectory(path: string): boolean;
  real(path: string): string | undefined;
  /** The names in a directory, in the order of their code units; none where it is no directory. */
  list(path: string): readonly string[];
  /** How many bytes a file has; undefined for what is no plain file. */
  size(path: string): number | undefined;
}

interface Entry {
  readonly kind: "file" | "directory" | "other";
  /** The path without links. */
  readonly real: string;
  readonly size: number;
}

/** As many links in a row as Linux follows (MAXSYMLINKS, path_resolution(7)). */
const MOST_LINKS = 40;

/** A text is kept from its second use on: what a thousand folders share stays, what only one has costs no memory. */
const READ_ONCE = Symbol("read once");

/**
 * Everything below `root`, an absolute path without links, or the whole disk where none is given (`C:/folder/file` on Windows,
 * `folder/file` elsewhere). A link that leads out of the root leads to nothing. What the source has seen it takes as unchanged.
 */
export function diskSource(root?: string): DiskSource {
  const top = topOf(root);
  const entries = new Map<string, Entry | undefined>([["", { kind: "directory", real: "", size: 0 }]]);
  const texts = new Map<string, TreeFile | typeof READ_ONCE>();

  const entryAt = (path: string, links = 0): Entry | undefined => {
    if (entries.has(path)) return entries.get(path);
    const entry = look(path, links);
    entries.set(path, entry);
    return entry;
  };

  const look = (path: string, links: number): Entry | undefined => {
    const parent = entryAt(parentOf(path), links);
    if (parent?.kind !== "directory") return undefined;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const full = join(parent.real, name);
    if (full !== path) return entryAt(full, links);
    const stat = statOf(top + path);
    if (stat === undefined) return undefined;
    if (stat.isSymbolicLink()) return follow(path, links + 1);
    return { kind: stat.isFile() ? "file" : stat.isDirectory() ? "directory" : "other", real: path, size: stat.size };
  };

  const follow = (link: string, links: number): Entry | undefined => {
    if (links > MOST_LINKS) {
      throw new FailureError(`${top}${link} is one of more than ${MOST_LINKS} links in a row`, "correct those links");
    }
    const start = linkStart(link);
    if (start === undefined) return undefined;
    let here: Entry | undefined = entryAt(start.from, links);
    for (const step of start.steps) {
      if (step === "" || step === ".") continue;
      if (here?.kind !== "directory") return undefined;
      if (step === ".." && here.real === "") {
        if (root !== undefined) return undefined;
        continue;
      }
      here = entryAt(step === ".." ? parentOf(here.real) : join(here.real, step), links);
    }
    return here;
  };

  /** Where the way of a link starts, and its steps; undefined where it is outside of the root. */
  const linkStart = (link: string): { from: string; steps: readonly string[] } | undefined => {
    const target = reading(top + link, () => readlinkSync(top + link)).replaceAll(sep, "/");
    if (!isAbsolute(target)) return { from: parentOf(link), steps: target.split("/") };
    if (root === undefined) return { from: "", steps: target.split("/") };
    return target.startsWith(top) ? { from: "", steps: target.slice(top.length).split("/") } : undefined;
  };

  const fileAt = (path: string): string | undefined => {
    const entry = entryAt(path);
    return entry?.kind === "file" || entry?.kind === "other" ? entry.real : undefined;
  };

  const read = (path: string): TreeFile | undefined => {
    const real = fileAt(path);
    if (real === undefined) return undefined;
    const known = texts.get(real);
    if (known !== undefined && known !== READ_ONCE) return known;
    const file = { text: readText(top + real) };
    texts.set(real, known === undefined ? READ_ONCE : file);
    return file;
  };

  return {
    read,
    bytes(path) {
      const real = fileAt(path);
      return real === undefined ? undefined : reading(top + real, () => readFileSync(top + real));
    },
    isDirectory: (path) => entryAt(path)?.kind === "directory",
    real: (path) => entryAt(path)?.real,
    list(path) {
      const entry = entryAt(path);
      if (entry?.kind !== "directory") return [];
      return reading(top + entry.real, () => readdirSync(top + entry.real).sort());
    },
    size(path) {
      const entry = entryAt(path);
      return entry?.kind === "file" ? entry.size : undefined;
    },
  };
}

/** An absolute path of this system as a path of the source of the whole disk. */
export function sourcePath(absolute: string): string {
  return absolute.replaceAll(sep, "/").replace(/^\//, "").replace(/\/$/, "");
}

/** What stands before a path of the source. */
function topOf(root: string | undefined): string {
  if (root === undefined) return sep === "/" ? "/" : "";
  const plain = root.replaceAll(sep, "/");
  return plain.endsWith("/") ? plain : `${plain}/`;
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function isAbsolute(target: string): boolean {
  return target.startsWith("/") || (sep !== "/" && /^[A-Za-z]:/.test(target));
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A name that cannot be one (too long, with a NUL) is that of no file.
    if (["ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(errorCode(error))) return undefined;
    throw unreadable(error, path);
  }
}

/** Node puts U+FFFD in place of what is not UTF-8, so only a text with one needs a second look. */
function readText(path: string): string {
  const text = reading(path, () => readFileSync(path, "utf8"));
  if (!text.includes("\ufffd")) return text;
  const bytes = reading(path, () => readFileSync(path));
  if (Buffer.from(text).equals(bytes)) return text;
  throw inputError("kustomization-encoding", `${path} is not UTF-8 text`, "Save it as UTF-8.", { file: path });
}
