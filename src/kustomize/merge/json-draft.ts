/** An object on its way through a JSON patch: each container is copied once, and then the copy is changed in place. */
import type { GrowingMapping } from "../yaml/growing.ts";
import { put } from "../yaml/growing.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping } from "../yaml/value.ts";
import type { Container } from "./json-pointer.ts";
import { listIndex } from "./json-pointer.ts";

type Editable = GrowingMapping | Value[];

/** Not for use once its root has been handed on. */
export class JsonDraft {
  #root: Container;
  /** The copies. Each stands in the draft once, and inside of other copies only. */
  readonly #copies = new Set<Container>();

  constructor(root: Container) {
    this.#root = root;
  }

  get root(): Container {
    return this.#root;
  }

  /** Puts a value that the draft does not have yet in the place of the whole object. */
  replaceRoot(root: Container): void {
    this.#root = root;
  }

  /** The container at the end of these steps, all of which lead to containers, to be changed. */
  edit(steps: readonly string[]): Editable {
    let here = this.#copyOf(this.#root);
    this.#root = here;
    for (const step of steps) {
      const key = Array.isArray(here) ? (listIndex(step, here.length) ?? 0) : step;
      const below = this.#copyOf((here as GrowingMapping)[key] as Container);
      put(here as GrowingMapping, String(key), below);
      here = below;
    }
    return here;
  }

  /** To be called before a value of the draft is put into a second place. */
  share(value: Value): void {
    if (!(isList(value) || isMapping(value)) || !this.#copies.delete(value)) return;
    for (const below of Object.values(value)) this.share(below);
  }

  #copyOf(container: Container): Editable {
    if (this.#copies.has(container)) return container as Editable;
    const copy: Editable = isList(container) ? [...container] : { ...(container as Mapping) };
    this.#copies.add(copy);
    return copy;
  }
}
