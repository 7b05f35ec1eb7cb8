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
import { compareMoments, type Moment } from "./moment.ts";
import { askedVersion } from "./ready-expression.ts";
import { isAwaited } from "./sequence.ts";

export class Afters {
  readonly #knowsApplications: boolean;
  readonly #byObject: ReadonlyMap<string, OwnedDelivery>;
  /** By the object of a delivery: those that apply it. */
  readonly #appliers = new Map<string, Delivery[]>();
  /** Applications that nothing of what was read applies. */
  readonly #alone: readonly Resource[];
  /** Many Applications ask for those beside them. */
  readonly #applications = new Map<readonly Resource[], readonly Timed[]>();

  constructor(deliveries: readonly Delivery[], knowsApplications: boolean) {
    this.#knowsApplications = knowsApplications;
    const owned = deliveries.filter((one): one is OwnedDelivery => one.by !== undefined);
    this.#byObject = new Map(owned.map((one) => [formatId(one.by.id), one]));
    for (const delivery of deliveries) {
      for (const { id } of delivery.resources.filter(isOfDelivery)) {
        const key = formatId(id);
        if (delivery.by !== undefined && formatId(delivery.by.id) === key) continue;
        this.#appliers.set(key, [...(this.#appliers.get(key) ?? []), delivery]);
      }
    }
    this.#alone = owned.map(({ by }) => by).filter(({ id }) => this.#appliersOf(id).length === 0);
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
  #rootsOf(id: ResourceId): readonly Pick<Delivery, "resources">[] {
    const known = this.#appliersOf(id).filter(({ engine }) => engine === "argocd");
    return known.length > 0 ? known : [{ resources: this.#alone }];
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
  #earlier({ by }: OwnedDelivery, parent: Pick<Delivery, "resources">): readonly After[] {
    const own = argocdMoment(by);
    if (own === undefined) return [];
    const before = this.#applicationsOf(parent).filter(({ moment }) => compareMoments(moment, own) < 0);
    const nearest = before.reduce((best, { moment }) => (compareMoments(best, moment) < 0 ? moment : best), FIRST);
    const until = this.#knowsApplications ? "healthy" : "applied";
    return before
      .filter(({ moment }) => compareMoments(moment, nearest) === 0)
      .map(({ id }) => ({ on: id, isKnown: this.#byObject.has(formatId(id)), how: "wave", until }));
  }

  #applicationsOf(parent: Pick<Delivery, "resources">): readonly Timed[] {
    const known = this.#applications.get(parent.resources);
    if (known !== undefined) return known;
    const found = parent.resources
      .filter((resource) => isApplication("argocd", resource))
      .flatMap(({ id, ...rest }) => {
        const moment = argocdMoment({ id, ...rest });
        return moment === undefined ? [] : [{ id, moment }];
      });
    this.#applications.set(parent.resources, found);
    return found;
  }
}

interface Timed {
  readonly id: ResourceId;
  readonly moment: Moment;
}

const FIRST: Moment = { step: [Number.NEGATIVE_INFINITY], name: "", isHook: false, path: [] };

/** What takes its time and is not awaited gates nothing: it is ready with its last object applied. */
function stateOf(delivery: OwnedDelivery): "ready" | "applied" {
  const { resources, engine, spec } = delivery;
  if (engine === "kustomization" && objectsAt(spec, "healthChecks").length > 0) return "ready";
  const slow = resources.filter(
    (resource) => awaitedState(delivery, resource, helmHooks(resource).length > 0) !== undefined,
  );
  return slow.length === 0 || slow.some((resource) => isAwaited(delivery, resource)) ? "ready" : "applied";
}
