/** Objects that an engine now applies earlier or later than before. */
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import type { Change, OrderChange } from "../model/difference.ts";
import { at, isObject, type JsonValue } from "../model/json.ts";
import { formatId } from "../model/manifest.ts";
import type { DeliveryOrder } from "../model/order.ts";
import { orderOf } from "../order/order.ts";
import { titleOf } from "./changes.ts";
import type { EnvironmentChange, ObjectChange } from "./environment-change.ts";

/** A change of the report, and the environment and object that stand for it. */
export interface Represented {
  readonly change: Change;
  readonly of: ObjectChange;
  readonly within: EnvironmentChange;
}

export function orderChanges(represented: readonly Represented[]): readonly OrderChange[] {
  const known = new Map<AppliedEnvironment, Steps>();
  const stepsOf = (environment: AppliedEnvironment): Steps => {
    const steps = known.get(environment) ?? stepsIn(environment);
    known.set(environment, steps);
    return steps;
  };
  return represented.flatMap(({ change, of: { before, after }, within }) => {
    if (before === undefined || after === undefined || within.before === undefined || within.after === undefined) {
      return [];
    }
    const [from, to] = [stepsOf(within.before).get(formatId(before.id)), stepsOf(within.after).get(formatId(after.id))];
    // One that no engine is known of is neither earlier nor later.
    const isMoved = from !== undefined && to !== undefined && from !== to;
    const moved = isMoved ? { from, to } : movedBehind(before, after);
    if (moved === undefined) return [];
    return [{ resource: titleOf(change), ...moved, changes: [change.id], environments: change.environments }];
  });
}

/** By the identities of objects: `wave 2`, `certctl-server: pre-install/pre-upgrade hook weight -5`. */
type Steps = ReadonlyMap<string, string>;

function stepsIn(environment: AppliedEnvironment): Steps {
  const { deliveries } = orderOf(environment);
  return new Map(
    deliveries.flatMap((delivery) =>
      delivery.steps.flatMap(({ label, objects }) =>
        objects.map(({ id }) => [formatId(id), labelIn(delivery, label)] as const),
      ),
    ),
  );
}

/** Waves are numbers of their own; hooks and manifests are of a release. */
function labelIn({ engine, by }: DeliveryOrder, label: string): string {
  return engine === "argocd" || by === undefined ? label : `${by.name}: ${label}`;
}

type Moved = Pick<OrderChange, "from" | "to">;

/** A Kustomization or HelmRelease waits for others. */
function movedBehind({ manifest: before }: Resource, { manifest: after }: Resource): Moved | undefined {
  const [from, to] = [before, after].map((manifest) => awaited(at(manifest, "spec", "dependsOn")));
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

function awaited(list: JsonValue | undefined): string {
  const names = (Array.isArray(list) ? list : []).flatMap((one: JsonValue) =>
    isObject(one) ? [String(one.name)] : [],
  );
  return names.length === 0 ? "after nothing" : `after ${names.sort().join(", ")}`;
}
