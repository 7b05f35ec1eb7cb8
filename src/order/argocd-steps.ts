/** The phases and waves of an Argo CD Application, and what its sync waits for between them. */
import type { Resource } from "../model/applied.ts";
import { at, textOf } from "../model/json.ts";
import type { Aside, Step } from "../model/order.ts";
import { listIn } from "./annotations.ts";
import { argocdMoments, hookAnnotation, phasesOf } from "./argocd-hooks.ts";
import type { Delivery } from "./delivery.ts";
import { type Candidate, gateOf } from "./gate.ts";
import { awaitedState, isApplication } from "./health.ts";
import { compareMoments, type Moment } from "./moment.ts";

interface Task {
  readonly resource: Resource;
  readonly moment: Moment;
}

/** `knowsApplications`: argocd-cm tells Argo CD how healthy an Application is. */
export function argocdSteps(delivery: Delivery, knowsApplications: boolean): readonly Step[] {
  const tasks = delivery.resources.flatMap((resource) =>
    argocdMoments(resource).map((moment): Task => ({ resource, moment })),
  );
  const steps = inSteps(bubbled(tasks));
  return steps.map((step, index) => {
    const candidates = step.map(({ resource, moment }): Candidate => {
      const isKnown = knowsApplications || !isApplication(delivery.engine, resource);
      const state = isKnown ? awaitedState(delivery, resource, moment.isHook) : undefined;
      return { resource, state, isAwaited: isAwaited(step, moment, index, steps.length) };
    });
    return {
      label: step[0]?.moment.name ?? "",
      wave: Number(step[0]?.moment.step[1]),
      objects: step.map(({ resource, moment }) => ({ id: resource.id, isHook: moment.isHook })),
      gate: gateOf(candidates),
    };
  });
}

/**
 * Each step is awaited but the last (gitops-engine pkg/sync/sync_context.go): a last one with a hook is awaited as a
 * whole, or, where it is the only one, for its hooks.
 */
function isAwaited(step: readonly Task[], moment: Moment, index: number, steps: number): boolean {
  if (index < steps - 1) return true;
  return step.some((task) => task.moment.isHook) && (steps > 1 || moment.isHook);
}

function inSteps(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const steps: Task[][] = [];
  for (const task of tasks.toSorted((a, b) => compareMoments(a.moment, b.moment))) {
    const last = steps.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first !== undefined && compareMoments(first.moment, task.moment) === 0) last.push(task);
    else steps.push([task]);
  }
  return steps;
}

/** A Namespace or a definition moves to the first object that needs it (gitops-engine pkg/sync/sync_tasks.go, adjustDeps). */
function bubbled(tasks: readonly Task[]): readonly Task[] {
  const first = new Map<string, Moment>();
  for (const { resource, moment } of tasks) {
    if (madeBy(resource) !== undefined) continue;
    const { group, kind, namespace } = resource.id;
    for (const need of [`namespace ${namespace}`, `kind ${group}/${kind}`]) {
      const known = first.get(need);
      if (known === undefined || compareMoments(moment, known) < 0) first.set(need, moment);
    }
  }
  return tasks.map((task) => {
    const earliest = first.get(madeBy(task.resource) ?? "");
    if (earliest === undefined || compareMoments(earliest, task.moment) >= 0) return task;
    return { ...task, moment: { ...task.moment, step: earliest.step, name: earliest.name } };
  });
}

function madeBy({ id, manifest }: Resource): string | undefined {
  if (id.group === "" && id.kind === "Namespace") return `namespace ${id.name}`;
  if (id.group !== "apiextensions.k8s.io" || id.kind !== "CustomResourceDefinition") return undefined;
  return `kind ${textOf(at(manifest, "spec", "group"))}/${textOf(at(manifest, "spec", "names", "kind"))}`;
}

/** What a good sync does not apply, and hooks for failures, which it may apply as well. */
export function argocdAside({ resources }: Delivery): readonly Aside[] {
  return resources.flatMap((resource): readonly Aside[] => {
    if (phasesOf(resource).includes("SyncFail")) return [{ id: resource.id, when: "a sync fails" }];
    if (argocdMoments(resource).length > 0) return [];
    return [{ id: resource.id, when: isForDeletion(resource) ? "it is deleted" : "never" }];
  });
}

const FOR_DELETION: readonly string[] = ["PreDelete", "PostDelete", "pre-delete", "post-delete"];

function isForDeletion(resource: Resource): boolean {
  const hook = hookAnnotation(resource);
  return hook !== undefined && listIn(resource, hook).some((entry) => FOR_DELETION.includes(entry));
}
