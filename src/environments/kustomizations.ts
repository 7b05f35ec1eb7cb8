/** Which kustomizations there are, what they use, and which of them nobody uses. */
import { FILE_NAMES } from "../kustomize/load/kustomization-file.ts";
import type { Tree } from "../kustomize/load/source.ts";
import { resolvePath } from "../kustomize/load/source.ts";
import { readSetting } from "../kustomize/yaml/read-file.ts";
import type { Mapping, Value } from "../kustomize/yaml/value.ts";
import { isList, isMapping, own } from "../kustomize/yaml/value.ts";
import { InputError } from "../model/errors.ts";
import { isBelow, join, nameOf } from "./paths.ts";

export interface Kustomization {
  readonly directory: string;
  readonly isComponent: boolean;
  /** The folders that it names. */
  readonly uses: readonly string[];
  /** Its texts that may be paths out of its folder, as they are written. */
  readonly outside: readonly string[];
  /** True where it does nothing but list folders below its own. */
  readonly onlyJoins: boolean;
}

export function isKustomizationName(path: string): boolean {
  return FILE_NAMES.some((name) => name === nameOf(path));
}

/** The file of the kustomization in a folder. An object of Flux may have the name of such a file, and is none. */
export function kustomizationIn(tree: Tree, folder: string): string | undefined {
  return FILE_NAMES.map((name) => join(folder, name)).find(
    (path) => tree.size(path) !== undefined && !isOfFlux(tree.read(path)?.text ?? ""),
  );
}

function isOfFlux(text: string): boolean {
  return /^apiVersion:\s*["']?kustomize\.toolkit\.fluxcd\.io\//m.test(text);
}

/** What a kustomization names. It is not checked: what is wrong with it, a build says. */
export function readKustomization(tree: Tree, directory: string): Kustomization {
  const value = settingOf(tree, directory);
  const names = Object.entries(value).flatMap(([key, field]) => (LISTS.has(key.toLowerCase()) ? textsOf(field) : []));
  const uses = names.map((name) => folderAt(tree, directory, name)).filter((folder) => folder !== undefined);
  const isPlain = Object.keys(value).every((key) => JOINING.has(key));
  const isBelowHere = (folder: string): boolean => folder !== directory && isBelow(folder, directory);
  return {
    directory,
    isComponent: own(value, "kind") === "Component",
    uses,
    outside: textsIn(value).filter((text) => text.includes("../") && !text.includes("\n")),
    onlyJoins: isPlain && uses.length > 0 && uses.length === names.length && uses.every(isBelowHere),
  };
}

function settingOf(tree: Tree, directory: string): Mapping {
  const path = kustomizationIn(tree, directory);
  const file = path === undefined ? undefined : tree.read(path);
  if (path === undefined || file === undefined) return {};
  try {
    const { value } = readSetting(file, path);
    return isMapping(value) ? value : {};
  } catch (cause) {
    if (cause instanceof InputError) return {};
    throw cause;
  }
}

/** Fields that may name folders, in lower case: kustomize takes any. */
const LISTS: ReadonlySet<string> = new Set([
  "resources",
  "bases",
  "components",
  "generators",
  "transformers",
  "validators",
]);

const JOINING: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata", "resources", "bases"]);

function textsOf(field: Value): readonly string[] {
  return isList(field) ? field.filter((item) => typeof item === "string") : [];
}

function textsIn(value: Value): readonly string[] {
  // `name=path` is how a generator names a file.
  if (typeof value === "string") return [value.slice(value.indexOf("=") + 1)];
  if (isList(value)) return value.flatMap(textsIn);
  return isMapping(value) ? Object.values(value).flatMap(textsIn) : [];
}

function folderAt(tree: Tree, directory: string, name: string): string | undefined {
  const path = resolvePath(directory, name);
  return path !== undefined && tree.isDirectory(path) ? tree.real(path) : undefined;
}

/** `isApplied` is true of folders that an object hands over by themselves. */
export function rootsOf(
  kustomizations: readonly Kustomization[],
  isApplied: (directory: string) => boolean = () => false,
): readonly Kustomization[] {
  const users = new Map<string, Set<string>>();
  for (const { directory, uses } of kustomizations) {
    for (const used of uses) {
      if (used === directory) continue;
      const known = users.get(used) ?? new Set();
      users.set(used, known.add(directory));
    }
  }
  const isUsedBeside = (folder: string): boolean => isApplied(folder) || (users.get(folder)?.size ?? 0) > 1;
  const isOfBundle = ({ directory, uses }: Kustomization): boolean => {
    const [whole, top = ""] = /^(.*\/)?overlays\/[^/]+$/.exec(directory) ?? [];
    return whole !== undefined && uses.some((used) => isUsedFrom(`${top}clusters`, users.get(used)));
  };
  const unused = kustomizations.filter((one) => !one.isComponent && !users.has(one.directory));
  const roots = unused.filter((one) => !(one.onlyJoins && (one.uses.every(isUsedBeside) || isOfBundle(one))));
  return [...roots, ...circular(kustomizations, unused)];
}

/** The overlays of a bundle that `gen` wrote hold what its clusters pick from: no cluster may need all of it. */
function isUsedFrom(folder: string, users: ReadonlySet<string> = new Set()): boolean {
  return [...users].some((user) => isBelow(user, folder));
}

/** Where kustomizations use each other in a circle, the first of them stands for all: its build says so. */
function circular(all: readonly Kustomization[], unused: readonly Kustomization[]): readonly Kustomization[] {
  const byDirectory = new Map(all.map((one) => [one.directory, one]));
  const reached = new Set<string>();
  const reach = (one: Kustomization): void => {
    const queue = [one];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (reached.has(next.directory)) continue;
      reached.add(next.directory);
      queue.push(...next.uses.flatMap((used) => byDirectory.get(used) ?? []));
    }
  };
  for (const one of [...unused, ...all.filter((other) => other.isComponent)]) reach(one);
  return all.filter((one) => {
    if (reached.has(one.directory)) return false;
    reach(one);
    return true;
  });
}
