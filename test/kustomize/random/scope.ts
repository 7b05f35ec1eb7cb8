/** What the fields of one kustomization may use: its folder, and the objects that it has so far. */
import type { Chance } from "./chance.ts";
import { isClusterWide, type Known } from "./objects.ts";

export interface Scope {
  readonly directory: string;
  readonly known: Known[];
  /** What generators of this kustomization made: the others can't merge into it. */
  readonly fresh: Set<Known>;
  readonly oddness: number;
  /** Identities in the whole tree. */
  readonly taken: Set<string>;
  /** Writes a file into the folder under a name that is free, and says which. */
  file(name: string, text: string): string;
  oneKnown(chance: Chance): Known | undefined;
}

export function scopeOf(files: Map<string, string>, directory: string, taken: Set<string>, oddness: number): Scope {
  const known: Known[] = [];
  return {
    directory,
    known,
    fresh: new Set(),
    oddness,
    taken,
    file(name, text) {
      let free = name;
      for (let count = 2; files.has(`${directory}/${free}`); count += 1)
        free = name.replace(/(?=\.[^.]*$|$)/, `${count}`);
      files.set(`${directory}/${free}`, text);
      return free;
    },
    oneKnown: (chance) => (known.length === 0 ? undefined : chance.pick(known)),
  };
}

/** What a new namespace makes of the objects. */
export function namespaced(scope: Scope, namespace: string): void {
  change(scope, (known) => (isClusterWide(known.kind) ? known : { ...known, namespace }));
}

const KEEP_THEIR_NAMES = ["Namespace", "CustomResourceDefinition", "APIService"];

/** What a prefix or a suffix makes of the objects. */
export function renamed(scope: Scope, rename: (name: string) => string): void {
  change(scope, (known) => (KEEP_THEIR_NAMES.includes(known.kind) ? known : { ...known, name: rename(known.name) }));
}

function change(scope: Scope, make: (known: Known) => Known): void {
  scope.known.forEach((known, index) => {
    const made = make(known);
    scope.known[index] = made;
    if (scope.fresh.delete(known)) scope.fresh.add(made);
  });
}
