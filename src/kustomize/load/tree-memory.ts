/** What was made of a tree, with the paths that were looked at for it: it holds for each tree that is the same there. */

/** What one result was made from. */
interface Looked {
  readonly paths: Set<string>;
  /** Of other results that it was made from. */
  readonly inside: Set<Looked>;
}

interface Kept {
  readonly value: unknown;
  readonly looked: Looked;
  readonly where: string;
}

/** The results of one tree; those of another tree are taken over where nothing that they were made from differs. */
export class TreeMemory {
  readonly #kept = new Map<string, Kept>();
  readonly #before: ReadonlyMap<string, Kept>;
  readonly #differs: ReadonlySet<string>;
  readonly #holds = new Map<Looked, boolean>();
  readonly #open: Looked[] = [];

  /** `differing` are the paths of all files and folders that only one of the trees has, or that differ in content. */
  constructor(before?: TreeMemory, differing: ReadonlySet<string> = new Set()) {
    this.#before = before === undefined ? new Map() : before.#kept;
    this.#differs = withFolders(differing);
  }

  /** To be called with every path that the tree is asked for, whatever the question is. */
  look(path: string): void {
    this.#open.at(-1)?.paths.add(path);
  }

  /**
   * What `make` gives, made once: it must depend on nothing but the tree, the key and `where`. What it throws is not
   * kept, nor what `isSound` refuses. A result of the other tree is taken for the same `where` only.
   */
  keep<T>(key: string, make: () => T, where = "", isSound: (value: T) => boolean = () => true): T {
    const known = this.#kept.get(key) ?? this.#fromBefore(key, where);
    if (known !== undefined) {
      this.#open.at(-1)?.inside.add(known.looked);
      return known.value as T;
    }
    const looked: Looked = { paths: new Set(), inside: new Set() };
    this.#open.at(-1)?.inside.add(looked);
    this.#open.push(looked);
    try {
      const value = make();
      if (isSound(value)) this.#kept.set(key, { value, looked, where });
      return value;
    } finally {
      this.#open.pop();
    }
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }

  #fromBefore(key: string, where: string): Kept | undefined {
    const kept = this.#before.get(key);
    if (kept === undefined || kept.where !== where || !this.#isSame(kept.looked)) return undefined;
    this.#kept.set(key, kept);
    return kept;
  }

  #isSame(looked: Looked): boolean {
    const known = this.#holds.get(looked);
    if (known !== undefined) return known;
    const { paths, inside } = looked;
    const isSame = ![...paths].some((path) => this.#differs.has(path)) && [...inside].every((one) => this.#isSame(one));
    this.#holds.set(looked, isSame);
    return isSame;
  }
}

/** A folder around a path that comes or goes may come or go, too, and lists other names. */
function withFolders(paths: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(paths);
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) all.add(path.slice(0, end));
    all.add("");
  }
  return all;
}
