/** One environment on both sides, as danger rules ask for it: what an object was before, who applied it, which certctl is in it. */
import type { AppliedEnvironment, Resource } from "../../model/applied.ts";
import { formatId } from "../../model/manifest.ts";
import { type Delivery, deliveriesOf } from "../../order/delivery.ts";
import { isSame } from "../../order/same-object.ts";
import { Sequence } from "../../order/sequence.ts";
import { type Installation, installationsOf, namespacesOf } from "../../rules/certctl/installation.ts";
import { Objects } from "../../rules/pods/objects.ts";
import type { EnvironmentChange, ObjectChange } from "../environment-change.ts";

/** An object that both sides have. */
export interface Pair {
  readonly change: ObjectChange;
  readonly before: Resource;
  readonly after: Resource;
}

/** One certctl on both sides. */
export interface InstallationPair {
  readonly before: Installation;
  readonly after: Installation;
}

/** What rules ask of one side; each is worked out when it is first asked for. */
export class Side {
  readonly environment: AppliedEnvironment;
  #objects: Objects | undefined;
  #deliveries: ReadonlyMap<string, Delivery> | undefined;
  #sequence: Sequence | undefined;

  constructor(environment: AppliedEnvironment) {
    this.environment = environment;
  }

  get objects(): Objects {
    this.#objects ??= new Objects(this.environment.resources);
    return this.#objects;
  }

  get sequence(): Sequence {
    this.#sequence ??= new Sequence(this.environment);
    return this.#sequence;
  }

  get installations(): readonly Installation[] {
    return installationsOf(this.environment);
  }

  /** Undefined where nothing says who applies it. */
  deliveryOf(resource: Resource): Delivery | undefined {
    this.#deliveries ??= new Map(
      deliveriesOf(this.environment).flatMap((one) => one.resources.map((other) => [formatId(other.id), one] as const)),
    );
    return this.#deliveries.get(formatId(resource.id));
  }

  find(id: Resource["id"]): Resource | undefined {
    const kind = id.group === "" ? id.kind : `${id.kind}.${id.group}`;
    return this.objects.find(kind, id.namespace, id.name);
  }
}

export class Sides {
  readonly change: EnvironmentChange;
  readonly before: Side;
  readonly after: Side;
  readonly pairs: readonly Pair[];
  readonly #byAfter: ReadonlyMap<string, ObjectChange>;
  readonly #byBefore: ReadonlyMap<string, ObjectChange>;
  #installations: readonly InstallationPair[] | undefined;

  constructor(change: EnvironmentChange, before: AppliedEnvironment, after: AppliedEnvironment) {
    this.change = change;
    this.before = new Side(before);
    this.after = new Side(after);
    this.pairs = change.objects.flatMap((one) =>
      one.before === undefined || one.after === undefined
        ? []
        : [{ change: one, before: one.before, after: one.after }],
    );
    this.#byAfter = byId(change.objects, ({ after: resource }) => resource);
    this.#byBefore = byId(change.objects, ({ before: resource }) => resource);
  }

  get removed(): readonly (ObjectChange & { readonly before: Resource })[] {
    return this.change.objects.filter((one): one is ObjectChange & { before: Resource } => one.kind === "removed");
  }

  get added(): readonly (ObjectChange & { readonly after: Resource })[] {
    return this.change.objects.filter((one): one is ObjectChange & { after: Resource } => one.kind === "added");
  }

  /** The change of an object of the new side; undefined where it is as it was. */
  changeOf(resource: Resource | undefined): ObjectChange | undefined {
    return resource === undefined ? undefined : this.#byAfter.get(formatId(resource.id));
  }

  /** What an object of the new side was before, under another name too; undefined where it is new. */
  earlier(resource: Resource): Resource | undefined {
    const change = this.changeOf(resource);
    return change === undefined ? this.before.find(resource.id) : change.before;
  }

  /** What has become of an object of the old side; undefined where it is gone. */
  later(resource: Resource): Resource | undefined {
    const change = this.#byBefore.get(formatId(resource.id));
    return change === undefined ? this.after.find(resource.id) : change.after;
  }

  /** The name by which the new side knows what the old one named so: a renamed object is still the same. */
  laterName(kind: string, namespace: string, name: string): string {
    const found = this.before.objects.find(kind, namespace, name);
    return (found && this.later(found))?.id.name ?? name;
  }

  /** Who applied an object of the old side, with the settings of now. */
  deliveryNow(resource: Resource): Delivery | undefined {
    const was = this.before.deliveryOf(resource);
    if (was?.by === undefined) return was;
    const { by } = was;
    return deliveriesOf(this.after.environment).find((one) => isSame(one.by, by)) ?? was;
  }

  /** Each certctl with itself: by the namespaces of its pods, or because it is the only one. */
  get installations(): readonly InstallationPair[] {
    this.#installations ??= this.after.installations.flatMap((after) => {
      const before = this.#earlierInstallation(after);
      return before === undefined ? [] : [{ before, after }];
    });
    return this.#installations;
  }

  #earlierInstallation(after: Installation): Installation | undefined {
    const all = this.before.installations;
    const homes = namespacesOf(after);
    const same = all.find((one) => namespacesOf(one)[0] === homes[0]);
    return same ?? (all.length === 1 && this.after.installations.length === 1 ? all[0] : undefined);
  }
}

function byId(
  changes: readonly ObjectChange[],
  resourceOf: (change: ObjectChange) => Resource | undefined,
): ReadonlyMap<string, ObjectChange> {
  return new Map(
    changes.flatMap((change) => {
      const resource = resourceOf(change);
      return resource === undefined ? [] : [[formatId(resource.id), change] as const];
    }),
  );
}

/** All rules ask for the same sides, one after the other. */
const KNOWN = new WeakMap<EnvironmentChange, Sides>();

/** Undefined where one side does not have the environment. */
export function sidesOf(change: EnvironmentChange): Sides | undefined {
  const { before, after } = change;
  if (before === undefined || after === undefined) return undefined;
  const sides = KNOWN.get(change) ?? new Sides(change, before, after);
  KNOWN.set(change, sides);
  return sides;
}
