/** `dependsOn` of Kustomizations and HelmReleases: what is done before another begins, as far as it is in the input. */
import type { Resource } from "../model/applied.ts";
import type { JsonObject, Path } from "../model/json.ts";
import { at, objectsAt, textOf } from "../model/json.ts";
import type { Delivery, OwnedDelivery } from "./delivery.ts";
import { isSame } from "./same-object.ts";

export interface Dependency {
  readonly path: Path;
  readonly entry: JsonObject;
  readonly namespace: string;
  readonly name: string;
}

/** Without a namespace the object's own counts. */
export function dependenciesOf({ manifest, id }: Resource): readonly Dependency[] {
  return objectsAt(manifest, "spec", "dependsOn").map(([index, entry]) => ({
    path: ["spec", "dependsOn", index],
    entry,
    namespace: textOf(entry.namespace) || id.namespace,
    name: textOf(entry.name),
  }));
}

/** True where a dependency of an object of this kind names that object: there is none on objects of other kinds. */
export function isNamed({ namespace, name }: Dependency, from: Resource, { id }: Resource): boolean {
  const sameKind = id.group === from.id.group && id.kind === from.id.kind;
  return sameKind && id.name === name && id.namespace === namespace;
}

/** True where two Kustomizations read one source: Flux then waits for the same revision. */
export function haveSameSource(one: OwnedDelivery, other: OwnedDelivery): boolean {
  return sourceOf(one) === sourceOf(other);
}

function sourceOf({ by, spec }: OwnedDelivery): string {
  const text = (field: string): string => textOf(at(spec, "sourceRef", field));
  return [text("kind"), text("namespace") || by.id.namespace, text("name")].join("/");
}

export class Dependencies {
  readonly #deliveries: readonly Delivery[];

  constructor(deliveries: readonly Delivery[]) {
    this.#deliveries = deliveries.filter(({ engine, by }) => engine !== "argocd" && by !== undefined);
  }

  /** Those that `dependsOn` names. */
  direct({ by }: Delivery): readonly Delivery[] {
    if (by === undefined) return [];
    return dependenciesOf(by).flatMap((dependency) =>
      this.#deliveries.filter((one) => one.by !== undefined && isNamed(dependency, by, one.by)),
    );
  }

  /** All that is ready before this one begins: what it depends on, what that awaits, and what its own parent depends on. */
  before(delivery: Delivery, found = new Set<Delivery>()): ReadonlySet<Delivery> {
    const next = [...this.direct(delivery)];
    for (const parent of this.#parents(delivery)) next.push(...this.direct(parent));
    for (const one of next.flatMap((dependency) => [dependency, ...this.#awaitedChildren(dependency)])) {
      if (found.has(one)) continue;
      found.add(one);
      this.before(one, found);
    }
    return found;
  }

  /** A Kustomization that awaits what it applies is ready when the Kustomizations and HelmReleases in it are. */
  #awaitedChildren(parent: Delivery): readonly Delivery[] {
    if (parent.engine !== "kustomization" || parent.spec.wait !== true) return [];
    return this.#deliveries.filter(
      ({ by }) => !isSame(by, parent.by) && parent.resources.some((one) => isSame(one, by)),
    );
  }

  #parents({ by }: Delivery): readonly Delivery[] {
    return this.#deliveries.filter(
      ({ by: parent, resources }) => !isSame(parent, by) && resources.some((one) => isSame(one, by)),
    );
  }
}
