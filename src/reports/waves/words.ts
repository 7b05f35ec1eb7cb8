/** How an order is told: titles, gates and what comes before, in names that are not made inert yet. */
import { grouped } from "../../model/grouped.ts";
import type { ResourceId } from "../../model/manifest.ts";
import type { After, Aside, Awaited, DeliveryOrder, Step, StepObject } from "../../model/order.ts";
import { listed } from "../wording.ts";

const NAMED = 10;

/** `Application argocd/certctl-ha`. */
export function titleOf({ by, engine }: DeliveryOrder): string {
  if (by !== undefined) return `${by.kind} ${fullName(by)}`;
  if (engine === "argocd") return "Objects that Argo CD applies by their annotations";
  if (engine === "helm") return "A chart, as Helm installs it";
  if (engine === "kustomization") return "Objects, as a Kustomization of Flux applies them";
  return "Objects for which nothing says an order";
}

/** What a title has behind it: how it is started, and the namespace whose name is left out. */
export function detailsOf(delivery: DeliveryOrder): readonly string[] {
  const namespace = usualNamespace(delivery);
  const start = { "by hand": "synced by hand", suspended: "suspended" };
  return [
    ...(namespace === "" ? [] : [`namespace ${namespace}`]),
    ...(delivery.starts === undefined ? [] : [start[delivery.starts]]),
  ];
}

/** That of most objects, the first of several; empty where none has one. */
export function usualNamespace({ steps }: DeliveryOrder): string {
  const names = steps.flatMap(({ objects }) => objects.map(({ id }) => id.namespace)).filter((name) => name !== "");
  const counts = [...grouped(names, (name) => name)].map(([name, all]) => ({ name, count: all.length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.name ?? "";
}

function fullName({ namespace, name }: ResourceId): string {
  return namespace === "" ? name : `${namespace}/${name}`;
}

/** Without the namespace that goes without saying. */
function nameIn(usual: string, id: ResourceId): string {
  return id.namespace === usual ? id.name : fullName(id);
}

/** `HelmRelease flux-system/data ready, with chart 0.1.0-h123`, a line for each; Applications of a wave have one together. */
export function afterLines(after: readonly After[]): readonly string[] {
  const waves = after.filter(({ how }) => how === "wave");
  const [first] = waves;
  const names = listed(
    waves.map(({ on }) => fullName(on)),
    NAMED,
  );
  const state = first?.until === "healthy" ? "healthy" : "applied, not awaited: Argo CD is not told its health";
  return [
    ...(first === undefined ? [] : [`${first.on.kind} ${names} ${state}`]),
    ...after.filter(({ how }) => how === "dependsOn").map(dependencyText),
  ];
}

function dependencyText({ on, isKnown, until, lockStep, readyExpr }: After): string {
  const name = `${on.kind} ${fullName(on)}${isKnown ? "" : " (not among what was read)"}`;
  if (lockStep?.by === "chart version") return `${name} ready, with chart ${lockStep.version}`;
  if (readyExpr !== undefined) return `${name}, when its readyExpr holds`;
  const state = until === "applied" ? "applied (it waits for nothing)" : until;
  return `${name} ${state}${lockStep === undefined ? "" : ", at the same revision"}`;
}

export interface KindOfObjects {
  readonly kind: string;
  readonly names: readonly string[];
}

/** The objects of a step by their kind, hooks told from all else. */
export function objectsByKind(objects: readonly StepObject[], usual: string): readonly KindOfObjects[] {
  const kinds = grouped(objects, ({ id, isHook }) => JSON.stringify([id.group, id.kind, isHook]));
  return [...kinds.values()].map((group) => ({
    kind: group[0]?.id.kind ?? "",
    names: group.map(({ id, isHook }) => `${nameIn(usual, id)}${isHook ? " (hook)" : ""}`),
  }));
}

/**
 * `StatefulSet ready`, `Job complete, at most 5m`, `within 10m`, each on a line of its own; none where it goes on at
 * once. Objects are named where their kind alone would not tell them.
 */
export function gateLines({ objects, gate }: Step, usual: string): readonly string[] {
  const { awaits, notAwaited, timeout } = gate;
  const named = (ids: readonly ResourceId[]) => namesOf(ids, objects, usual);
  const states = grouped(awaits, ({ id, until, deadlineSeconds }) =>
    JSON.stringify([id.group, id.kind, until, deadlineSeconds]),
  );
  const left = grouped(notAwaited, ({ group, kind }) => JSON.stringify([group, kind]));
  return [
    ...[...states.values()].map((all) => `${named(all.map(({ id }) => id))} ${stateText(all[0])}`),
    ...(timeout === undefined ? [] : [`within ${timeout}`]),
    ...(left.size === 0 ? [] : [`not awaited: ${[...left.values()].map(named).join(", ")}`]),
  ];
}

function stateText(awaited: Awaited | undefined): string {
  const { until = "ready", deadlineSeconds } = awaited ?? {};
  return deadlineSeconds === undefined ? until : `${until}, at most ${duration(deadlineSeconds)}`;
}

/** The kind of objects that are of one kind: `Job`, `Job (2)`, or with their names where there are others of it. */
function namesOf(ids: readonly ResourceId[], objects: readonly StepObject[], usual: string): string {
  const { group, kind } = ids[0] ?? { group: "", kind: "" };
  const all = objects.filter(({ id }) => id.group === group && id.kind === kind);
  if (all.length !== ids.length) return `${kind} ${ids.map((id) => nameIn(usual, id)).join(", ")}`;
  return ids.length === 1 ? kind : `${kind} (${ids.length})`;
}

/** `15m`, `1h30m`, `90s` as `1m30s`. */
export function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "m"],
    [seconds % 60, "s"],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join("");
  return text === "" ? "0s" : text;
}

/** `Job a: when it is deleted`. */
export function asideText({ id, when }: Aside, usual: string): string {
  return `${id.kind} ${nameIn(usual, id)}: ${when === "never" ? when : `when ${when}`}`;
}
