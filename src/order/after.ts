/** What must hold before a delivery begins: what it depends on, and what applies its own object. */
import type { Resource } from "../model/applied.ts";
import { objectsAt, textOf } from "../model/json.ts";
import type { ResourceId } from "../model/manifest.ts";
import { formatId } from "../model/manifest.ts";
import type { After } from "../model/order.ts";
import { argocdMoment } from "./argocd-hooks.ts";
import type { Delivery, OwnedDelivery } from "./delivery.ts";
import { type Dependency, dependenciesOf, haveSameSource } from "./dependencies.ts";
import { awaitedState, isApplication, isOfDelivery } from "./health.ts";
import { helmHooks } from "./helm-hooks.ts";
import { compareMoments } from "./moment.ts";
import { askedVersion } from "./ready-expression.ts";
import { isAwaited } from "./sequence.ts";

export class Afters {
  readonly #knowsApplications: boolean;
  readonly #byObject: ReadonlyMap<string, OwnedDelivery>;
  /** By the object of a delivery: those that apply it. */
  readonly #appliers = new Map<string, Delivery[]>();

  constructor(deliveries: readonly Delivery[], knowsApplications: boolean) {
    this.#knowsApplications = knowsApplications;
    const owned = deliveries.filter((one): one is OwnedDelivery => one.by !== undefined);
    this.#byObject = new Map(owned.map((one) => [formatId(one.by.id), one]));
    for (const delivery of deliveries) {
      for (const { id } of delivery.resources.filter(isOfDelivery)) {
        const key = formatId(id);
        const known = this.#appliers.get(key) ?? [];
        if (delivery.by === undefined || formatId(delivery.by.id) !== key)
          this.#appliers.set(key, [...known, delivery]);
      }
    }
  }

  of({ engine, by, ...rest }: Delivery): readonly After[] {
    if (by === undefined) return [];
    const delivery = { engine, by, ...rest };
    if (engine === "argocd") return this.#rootsOf(by.id).flatMap((parent) => this.#earlier(delivery, parent));
    return dependenciesOf(by).map((dependency) => this.#dependency(delivery, dependency));
  }

  /** The objects of those that apply the delivery's own object; what nobody hands over has none. */
  appliersOf({ by }: Delivery): readonly ResourceId[] {
    if (by === undefined) return [];
    return this.#appliersOf(by.id).flatMap((parent) => parent.by?.id ?? []);
  }

  /** Waves on Applications are meant for one that applies them all, also where it is not among what was read. */
  #rootsOf(id: ResourceId): readonly Pick<Delivery, "engine" | "resources">[] {
    const known = this.#appliersOf(id);
    if (known.length > 0) return known;
    const alone = [...this.#byObject.values()].filter(({ by }) => this.#appliersOf(by.id).length === 0);
    return [{ engine: "argocd", resources: alone.map(({ by }) => by) }];
  }

  #appliersOf(id: ResourceId): readonly Delivery[] {
    return this.#appliers.get(formatId(id)) ?? [];
  }

  #dependency(delivery: OwnedDelivery, { entry, namespace, name }: Dependency): After {
    const { group, kind } = delivery.by.id;
    const on = { group, kind, namespace, name };
    const other = this.#byObject.get(formatId(on));
    const readyExpr = textOf(entry.readyExpr);
    const place = { on, isKnown: other !== undefined, how: "dependsOn" } as const;
    if (readyExpr !== "") {
      const asked = askedVersion(readyExpr);
      const lockStep = asked === undefined ? undefined : { by: "chart version" as const, version: asked.version };
      return { ...place, until: "readyExpr", ...(lockStep === undefined ? {} : { lockStep }), readyExpr };
    }
    if (other === undefined) return { ...place, until: "ready" };
    const isSame = delivery.engine === "kustomization" && haveSameSource(delivery, other);
    return { ...place, until: stateOf(other), ...(isSame ? { lockStep: { by: "revision" as const } } : {}) };
  }

  /** Applications of the nearest earlier wave that has any. */
  #earlier({ by }: OwnedDelivery, parent: Pick<Delivery, "engine" | "resources">): readonly After[] {
    if (parent.engine !== "argocd") return [];
    const applications = parent.resources.filter((resource) => isApplication(parent.engine, resource));
    const own = momentIn(applications, by);
    if (own === undefined) return [];
    const before = applications.filter((one) => isBefore(one, own));
    const nearest = before.filter((one) => !before.some((other) => isBefore(one, other)));
    const until = this.#knowsApplications ? "healthy" : "applied";
    return nearest.map(({ id }) => ({ on: id, isKnown: this.#byObject.has(formatId(id)), how: "wave", until }));
  }
}

/** What takes its time and is not awaited gates nothing: it is ready with its last object applied. */
function stateOf(delivery: OwnedDelivery): "ready" | "applied" {
  const { resources, engine, spec } = delivery;
  if (engine === "kustomization" && objectsAt(spec, "healthChecks").length > 0) return "ready";
  const slow = resources.filter(
    (resource) => awaitedState(delivery, resource, helmHooks(resource).length > 0) !== undefined,
  );
  return slow.length === 0 || slow.some((resource) => isAwaited(delivery, resource)) ? "ready" : "applied";
}

function momentIn(applications: readonly Resource[], by: Resource): Resource | undefined {
  const key = formatId(by.id);
  return applications.find(({ id }) => formatId(id) === key);
}

function isBefore(one: Resource, other: Resource): boolean {
  const [a, b] = [argocdMoment(one), argocdMoment(other)];
  return a !== undefined && b !== undefined && compareMoments(a, b) < 0;
}
