/** Keeps, for the resources of a build, who set their values. */
import type { Resource } from "../resources/resource.ts";
import type { Attribute, Blame } from "./blame.ts";
import { blameChange, blameOn, placeAt } from "./blame.ts";
import type { Origin, OriginPlace, Path } from "./origin.ts";

export class Trace {
  readonly #blames = new WeakMap<Resource, Blame>();

  /** Notes where a new resource comes from. */
  start(resource: Resource, blame: Blame): void {
    this.#blames.set(resource, blame);
  }

  blameOf(resource: Resource): Blame | undefined {
    return this.#blames.get(resource);
  }

  /** Notes what a step changed; `after` is what `before` became. A resource without a past is all the step's. */
  change(before: Resource | undefined, after: Resource, attribute: Attribute, origin: Origin): void {
    if (before === after) return;
    const blame = before === undefined ? undefined : this.#blames.get(before);
    if (before === undefined || blame === undefined) this.#blames.set(after, blameOn(origin));
    else this.#blames.set(after, blameChange(before.object, after.object, blame, attribute));
  }

  /** As `change`, for all resources of a step: they keep their order, and some may be gone. */
  changeAll(before: readonly Resource[], after: readonly Resource[], attribute: Attribute, origin: Origin): void {
    let next = 0;
    for (const resource of after) {
      while (next < before.length && before[next]?.lineage !== resource.lineage) next++;
      this.change(before[next], resource, attribute, origin);
      next++;
    }
  }

  /** Where the value at a path of a resource was set. */
  placeOf(resource: Resource, path: Path): OriginPlace | undefined {
    const blame = this.#blames.get(resource);
    return blame === undefined ? undefined : placeAt(blame, path);
  }
}
