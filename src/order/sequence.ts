/** Which of two objects is applied first, and whether the engine waits until it is ready before it applies the other. */
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import { at, objectsAt, textOf } from "../model/json.ts";
import { argocdMoment } from "./argocd-hooks.ts";
import { type Delivery, deliveriesOf } from "./delivery.ts";
import { Dependencies } from "./dependencies.ts";
import { READY_AT_ONCE } from "./health.ts";
import { helmMoment } from "./helm-hooks.ts";
import { kustomizationMoment } from "./kustomization-stages.ts";
import { compareMoments, type Moment } from "./moment.ts";

export class Sequence {
  readonly deliveries: readonly Delivery[];
  readonly #of: ReadonlyMap<Resource, Delivery>;
  readonly #dependencies: Dependencies;
  /** Each object is compared with many. */
  readonly #moments = new Map<Resource, Moment | undefined>();

  constructor(environment: AppliedEnvironment) {
    this.deliveries = deliveriesOf(environment);
    this.#of = new Map(this.deliveries.flatMap((one) => one.resources.map((resource) => [resource, one] as const)));
    this.#dependencies = new Dependencies(this.deliveries);
  }

  deliveryOf(resource: Resource): Delivery | undefined {
    return this.#of.get(resource);
  }

  momentOf(resource: Resource): Moment | undefined {
    const engine = this.deliveryOf(resource)?.engine;
    if (engine !== undefined && !this.#moments.has(resource)) this.#moments.set(resource, momentIn(engine, resource));
    return this.#moments.get(resource);
  }

  /** `awaited`: the first is ready before the second is applied. Undefined where it is later, or nothing orders them. */
  order(first: Resource, second: Resource): "awaited" | "applied" | undefined {
    const [one, other] = [this.deliveryOf(first), this.deliveryOf(second)];
    if (one === undefined || other === undefined) return undefined;
    if (one === other) return this.#within(one, first, second);
    // In a circle, which another rule tells, nobody is before anybody.
    if (!this.before(other).has(one) || this.before(one).has(other)) return undefined;
    return isAwaited(one, first) ? "awaited" : "applied";
  }

  /** True where one engine's object applies both, or objects of one kind do that could depend on each other. */
  areRelated(first: Resource, second: Resource): boolean {
    const [one, other] = [this.deliveryOf(first), this.deliveryOf(second)];
    return one !== undefined && other !== undefined && (one === other || one.engine === other.engine);
  }

  /** True where the engine awaits the object before it applies something else, or before it counts itself ready. */
  gates(resource: Resource): boolean {
    const delivery = this.deliveryOf(resource);
    if (delivery === undefined || this.momentOf(resource) === undefined) return false;
    if (delivery.engine !== "argocd") return isAwaited(delivery, resource);
    return delivery.resources.some((other) => this.#within(delivery, resource, other) !== undefined);
  }

  /** All that a Kustomization or HelmRelease finds ready when it begins. */
  before(delivery: Delivery): ReadonlySet<Delivery> {
    return this.#dependencies.before(delivery);
  }

  #within(delivery: Delivery, first: Resource, second: Resource): "awaited" | "applied" | undefined {
    const [one, other] = [this.momentOf(first), this.momentOf(second)];
    if (one === undefined || other === undefined || compareMoments(one, other) >= 0) return undefined;
    return delivery.engine !== "helm" || one.isHook || isAwaited(delivery, first) ? "awaited" : "applied";
  }
}

/** At a first install; undefined for what is then not applied at all. */
function momentIn(engine: Delivery["engine"], resource: Resource): Moment | undefined {
  if (engine === "argocd") return argocdMoment(resource);
  if (engine === "helm") return helmMoment(resource);
  return kustomizationMoment(resource);
}

/** True where the engine's object is ready only when that object is. */
export function isAwaited(delivery: Delivery, resource: Resource): boolean {
  if (READY_AT_ONCE.has(resource.id.kind)) return true;
  if (delivery.engine === "helm") return helmAwaits(delivery, resource);
  if (delivery.engine === "argocd") return true;
  return delivery.spec.wait === true || isHealthChecked(delivery, resource);
}

/** Flux awaits what it installs where nobody says otherwise; the command line of Helm does not. */
function helmAwaits({ by, spec }: Delivery, resource: Resource): boolean {
  if (helmMoment(resource)?.isHook === true) return true;
  if (by === undefined) return false;
  const isSaid = (field: string): boolean => at(spec, "install", field) === true || at(spec, "upgrade", field) === true;
  return !isSaid("disableWait") && !(resource.id.kind === "Job" && isSaid("disableWaitForJobs"));
}

function isHealthChecked({ by, spec }: Delivery, { id }: Resource): boolean {
  return objectsAt(spec, "healthChecks").some(
    ([, check]) =>
      check.kind === id.kind &&
      check.name === id.name &&
      [id.namespace, ""].includes(textOf(check.namespace) || (by?.id.namespace ?? "")),
  );
}
