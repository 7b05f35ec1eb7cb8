/** Objects that an engine now applies earlier or later than before. */
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import type { Change, OrderChange } from "../model/difference.ts";
import { at, isObject, type JsonValue } from "../model/json.ts";
import type { Delivery } from "../order/delivery.ts";
import { compareMoments, type Moment } from "../order/moment.ts";
import { Sequence } from "../order/sequence.ts";
import { titleOf } from "./changes.ts";
import type { EnvironmentChange, ObjectChange } from "./environment-change.ts";

/** A change of the report, and the environment and object that stand for it. */
export interface Represented {
  readonly change: Change;
  readonly of: ObjectChange;
  readonly within: EnvironmentChange;
}

export function orderChanges(represented: readonly Represented[]): readonly OrderChange[] {
  const sequences = new Map<AppliedEnvironment, Sequence>();
  const sequenceOf = (environment: AppliedEnvironment): Sequence => {
    const sequence = sequences.get(environment) ?? new Sequence(environment);
    sequences.set(environment, sequence);
    return sequence;
  };
  return represented.flatMap(({ change, of: { before, after }, within }) => {
    if (before === undefined || after === undefined || within.before === undefined || within.after === undefined)
      return [];
    const moved =
      movedWithin(momentOf(sequenceOf(within.before), before), momentOf(sequenceOf(within.after), after)) ??
      movedBehind(before, after);
    if (moved === undefined) return [];
    return [{ resource: titleOf(change), ...moved, changes: [change.id], environments: change.environments }];
  });
}

type Moved = Pick<OrderChange, "from" | "to">;

interface Applied {
  readonly delivery: Delivery;
  readonly moment: Moment;
}

function momentOf(sequence: Sequence, resource: Resource): Applied | undefined {
  const [delivery, moment] = [sequence.deliveryOf(resource), sequence.momentOf(resource)];
  return delivery === undefined || moment === undefined ? undefined : { delivery, moment };
}

/** One that no engine is known of is neither earlier nor later. */
function movedWithin(before: Applied | undefined, after: Applied | undefined): Moved | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [from, to] = [labelOf(before), labelOf(after)];
  if (from !== to) return { from, to };
  const isSame = compareMoments(before.moment, after.moment) === 0;
  return isSame ? undefined : { from: withWeight(from, before), to: withWeight(to, after) };
}

function labelOf({ delivery: { engine, by }, moment }: Applied): string {
  const name = by?.id.name ?? "";
  if (engine === "argocd" || name === "") return moment.name;
  return engine === "kustomization" ? `Kustomization ${name}` : `${moment.name} of HelmRelease ${name}`;
}

function withWeight(label: string, { moment }: Applied): string {
  return `${label}, weight ${moment.step.findLast((part) => typeof part === "number") ?? 0}`;
}

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
