/** One environment on both sides, as danger rules ask for it: what an object was before, who applied it, which certctl is in it. */
import type { AppliedEnvironment, Resource } from "../../model/applied.ts";
import { formatId } from "../../model/manifest.ts";
import { type Delivery, deliveriesOf } from "../../order/delivery.ts";
import { isSame } from "../../order/same-object.ts";
import { Sequence } from "../../order/sequence.ts";
import { type Installation, installationsOf, namespacesOf } from "../../rules/certctl/installation.ts";
import { Objects } from "../../rules/pods/objects.ts";
import { type Container, containersOf, type Pod, podOf } from "../../rules/pods/pod.ts";
import { Producers } from "../../rules/producers/producers.ts";
import type { EnvironmentChange, ObjectChange } from "../environment-change.ts";
import { touchesSettings } from "./touched.ts";

/** An object that both sides have. */
export interface Pair {
  readonly change: ObjectChange;
  readonly before: Resource;
  readonly after: Resource;
}

/** A workload that both sides have, with those of its containers that kept their names. */
export interface PodPair {
  readonly pair: Pair;
  readonly was: Pod;
  readonly is: Pod;
  readonly containers: readonly (readonly [was: Container, is: Container])[];
}

function containersInBoth(was: Pod, is: Pod): PodPair["containers"] {
  const earlier = new Map(containersOf(was).map((one) => [one.name, one]));
  return containersOf(is).flatMap((after) => {
    const before = earlier.get(after.name);
    return before === undefined ? [] : [[before, after] as const];
  });
}

/** An object that is handed over by another engine object than before. */
export interface Move {
  readonly before: Resource;
  readonly after: Resource;
  readonly from: Delivery;
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
  #producers: Producers | undefined;

  constructor(environment: AppliedEnvironment) {
    this.environment = environment;
  }

  get objects(): Objects {
    this.#objects ??= new Objects(this.environment.resources);
    return this.#objects;
  }

  get producers(): Producers {
    this.#producers ??= new Producers(this.environment.resources);
    return this.#producers;
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
  #moved: readonly Move[] | undefined;
  #touches: boolean | undefined;
  #pods: readonly PodPair[] | undefined;

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

  /** Whether two names are of one Secret or ConfigMap: it, or what makes it, may be renamed along with its readers. */
  isSameName(kind: "Secret" | "ConfigMap", namespace: string, was: string, is: string): boolean {
    if (was === is) return true;
    const found = this.before.objects.find(kind, namespace, was);
    if (found !== undefined && this.later(found)?.id.name === is) return true;
    const makers = this.after.producers.of(kind, "", is).map(({ resource }) => formatId(resource.id));
    return this.before.producers.of(kind, namespace, was).some(({ resource }) => {
      const later = this.later(resource);
      return later !== undefined && makers.includes(formatId(later.id));
    });
  }

  /** Who applied an object of the old side, with the settings of now. */
  deliveryNow(resource: Resource): Delivery | undefined {
    const was = this.before.deliveryOf(resource);
    if (was?.by === undefined) return was;
    const { by } = was;
    return deliveriesOf(this.after.environment).find((one) => isSame(one.by, by)) ?? was;
  }

  /** Workloads that both sides have. */
  get pods(): readonly PodPair[] {
    this.#pods ??= this.pairs.flatMap((pair) => {
      const [was, is] = [podOf(pair.before), podOf(pair.after)];
      return was === undefined || is === undefined ? [] : [{ pair, was, is, containers: containersInBoth(was, is) }];
    });
    return this.#pods;
  }

  /** Objects that another Application, Kustomization or HelmRelease applies than before. */
  get moved(): readonly Move[] {
    this.#moved ??= [...this.#moves()];
    return this.#moved;
  }

  *#moves(): Iterable<Move> {
    if (this.before.environment.appliers.length < 2 && this.after.environment.appliers.length < 2) return;
    for (const before of this.before.environment.resources) {
      const from = this.before.deliveryOf(before);
      const after = from?.by === undefined ? undefined : this.later(before);
      const to = after && this.after.deliveryOf(after);
      if (from?.by === undefined || after === undefined || to?.by === undefined) continue;
      if (!isSame(this.later(from.by) ?? from.by, to.by)) yield { before, after, from };
    }
  }

  /** Those of which a setting may have changed. */
  get installations(): readonly InstallationPair[] {
    this.#touches ??= touchesSettings(this.change.objects);
    return this.#touches ? this.allInstallations : [];
  }

  /** Each certctl with itself: by the namespaces of its pods, or because it is the only one. It takes a moment. */
  get allInstallations(): readonly InstallationPair[] {
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
