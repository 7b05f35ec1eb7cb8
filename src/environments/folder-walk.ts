/** Goes through a folder and those below it, each real one once, whatever links lead to it. */
import type { Tree } from "../kustomize/load/source.ts";
import { join } from "./paths.ts";

interface Step {
  readonly name: string;
  readonly path: string;
  /** What is found in it, where it is a folder. */
  readonly below: () => readonly string[];
}

export function walk(tree: Tree, folder: string, take: (step: Step) => readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const within = (directory: string): readonly string[] => {
    if (seen.has(directory)) return [];
    seen.add(directory);
    return tree.list(directory).flatMap((name) => {
      const path = join(directory, name);
      return take({ name, path, below: () => within(tree.real(path) ?? path) });
    });
  };
  return within(folder);
}
