/** Walks through folders for all that could be an environment, or a part of one: nothing is built yet. */
import type { Tree } from "../kustomize/load/source.ts";
import { isKustomizationName, kustomizationIn } from "./kustomizations.ts";
import { isBelow, isYamlFile, join } from "./paths.ts";

export interface Collected {
  /** Folders with a kustomization, Components too. */
  readonly kustomizations: readonly string[];
  /** Folders with a Chart.yaml. */
  readonly charts: readonly string[];
  /** YAML files that are no part of a chart, and have no kustomization in a folder around them. */
  readonly files: readonly string[];
}

/** Of what is inside of these folders, each thing once, in the order of the paths. */
export function collect(tree: Tree, folders: readonly string[]): Collected {
  const walk = new Walk(tree, folders);
  for (const folder of folders) walk.into(folder, false);
  return walk.found();
}

class Walk {
  readonly #tree: Tree;
  readonly #tops: readonly string[];
  readonly #seen = new Set<string>();
  readonly #kustomizations: string[] = [];
  readonly #charts: string[] = [];
  readonly #files: string[] = [];

  constructor(tree: Tree, tops: readonly string[]) {
    this.#tree = tree;
    this.#tops = tops;
  }

  found(): Collected {
    return { kustomizations: this.#kustomizations.sort(), charts: this.#charts.sort(), files: this.#files.sort() };
  }

  into(folder: string, isOwned: boolean): void {
    if (this.#seen.has(folder)) return;
    this.#seen.add(folder);
    const names = this.#tree.list(folder);
    const hasKustomization = kustomizationIn(this.#tree, folder) !== undefined;
    if (hasKustomization) this.#kustomizations.push(folder);
    const isChart = names.includes("Chart.yaml");
    if (isChart) this.#charts.push(folder);
    const isBelowOwned = isOwned || hasKustomization;
    for (const name of names) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = join(folder, name);
      if (this.#tree.isDirectory(path)) {
        if (!(isChart && CHART_FOLDERS.has(name))) this.#directory(path, isBelowOwned);
      } else if (!isBelowOwned && !isChart && isYamlFile(name)) this.#file(path, hasKustomization);
    }
  }

  /** A link to a folder inside is passed over: that folder is met under its own name. */
  #directory(path: string, isOwned: boolean): void {
    const real = this.#tree.real(path);
    if (real === undefined) return;
    if (real !== path && this.#tops.some((top) => isBelow(real, top))) return;
    this.into(real, isOwned);
  }

  #file(path: string, hasKustomization: boolean): void {
    if (hasKustomization && isKustomizationName(path)) return;
    if (this.#tree.size(path) !== undefined) this.#files.push(path);
  }
}

/** What Helm reads of a chart; a chart may share its folder with other things. */
const CHART_FOLDERS: ReadonlySet<string> = new Set(["templates", "charts", "crds"]);
