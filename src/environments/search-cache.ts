/** What searches of several states of one tree share. */
import { TreeMemory } from "../kustomize/load/tree-memory.ts";
import { createDocumentCache } from "../kustomize/plain-documents.ts";
import type { Texts } from "./remembered-tree.ts";

/** For `findEnvironments`, one after the other. */
export class SearchCache {
  readonly texts: Texts = new Map();
  readonly documents = createDocumentCache();
  #made = 0;
  #memory: TreeMemory | undefined;

  /** For one search; what the last one made holds where nothing differs. Undefined: anything may differ. */
  memory(differing: ReadonlySet<string> | undefined): TreeMemory {
    this.#memory = differing === undefined ? new TreeMemory() : new TreeMemory(this.#memory, differing);
    return this.#memory;
  }

  /** No two searches have the same. */
  nextNumber(): number {
    return this.#made++;
  }
}
