/** What the writer's tests share: temporary folders, trees and exact pictures of a folder. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TreeFile } from "../../src/model/tree.ts";
import { apply, type Change } from "../../src/writer/apply.ts";
import { exchangeFolders } from "../../src/writer/exchange.ts";
import type { Scope } from "../../src/writer/plan.ts";
import { loadLock, prepare } from "../../src/writer/prepare.ts";

export type Files = Record<string, string>;

export function tree(files: Files): Map<string, TreeFile> {
  return new Map(Object.entries(files).map(([path, text]) => [path, { text }]));
}

export function temporaryFolder(inside: string = tmpdir()): { path: string; remove: () => void } {
  const path = mkdtempSync(join(inside, "certctl-gitops-writer-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function put(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Every path with kind, mode and content, in one comparable object; undefined where the folder is missing. */
export function picture(folder: string): Files | undefined {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return undefined;
  const seen: Files = {};
  const walk = (path: string): void => {
    const full = join(folder, path);
    const stat = lstatSync(full);
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isDirectory()) {
      seen[`${path}/`] = mode;
      for (const name of readdirSync(full).sort()) walk(path === "" ? name : `${path}/${name}`);
    } else if (stat.isSymbolicLink()) seen[path] = `-> ${readlinkSync(full)}`;
    else if (stat.isFile()) seen[path] = `${mode} ${readFileSync(full, "latin1")}`;
    else seen[path] = "special";
  };
  walk("");
  return seen;
}

export const NEXT = { version: "0.1.0", git: { url: "https://example.com/a.git", revision: "main", path: "out" } };

export function planRun(root: string, files: Files, scope: Scope = { removes: true }): Change {
  return prepare(root, tree(files), loadLock(root), NEXT, scope);
}

export function run(root: string, files: Files, scope: Scope = { removes: true }, exchange = exchangeFolders): boolean {
  return apply(planRun(root, files, scope), exchange);
}

/** The names beside the output folder: a staging folder that is left over would be one. */
export function siblings(root: string): string[] {
  return readdirSync(dirname(root)).sort();
}

/** Small numbers from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
