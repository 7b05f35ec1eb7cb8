/** The order in which an engine applies an environment, and what gates what: plain data, for whoever shows or compares it. */
import type { ApplierKind } from "./applied.ts";
import type { ResourceId } from "./manifest.ts";

export interface EnvironmentOrder {
  readonly environment: string;
  /** Those that others wait for come first. */
  readonly deliveries: readonly DeliveryOrder[];
}

/** The same order of several environments. */
export interface FoldedOrder {
  /** Their names, in their order: one at least. */
  readonly environments: readonly string[];
  /** With the names of objects as they are in the first. */
  readonly deliveries: readonly DeliveryOrder[];
}

/** `helm` installs a chart, with Flux's HelmRelease or without; `kustomization` is Flux's. */
export type EngineOfOrder = "argocd" | "kustomization" | "helm";

/** What an Application, Kustomization or HelmRelease applies, or what nobody hands over. */
export interface DeliveryOrder {
  readonly kind: ApplierKind;
  /** Undefined where neither an object nor an annotation tells it: all is applied at once then. */
  readonly engine: EngineOfOrder | undefined;
  readonly by: ResourceId | undefined;
  /** What must hold before it begins. */
  readonly after: readonly After[];
  /** The Applications and Kustomizations that apply `by`. */
  readonly appliedBy: readonly ResourceId[];
  /** One after the other; never empty steps. */
  readonly steps: readonly Step[];
  readonly aside: readonly Aside[];
  /** `suspended`, or `by hand` where nothing syncs it by itself. */
  readonly starts?: "suspended" | "by hand";
}

export interface After {
  readonly on: ResourceId;
  /** False where that object is not among what was read. */
  readonly isKnown: boolean;
  /** `dependsOn` of Flux, or an earlier wave of the Application that applies both, read or not. */
  readonly how: "dependsOn" | "wave";
  /** `applied`: it counts as ready at once, and gates nothing that takes time. */
  readonly until: "ready" | "healthy" | "applied" | "readyExpr";
  /** Where only the same commit, or exactly that chart, will do. */
  readonly lockStep?: { readonly by: "revision" } | { readonly by: "chart version"; readonly version: string };
  readonly readyExpr?: string;
}

export interface Step {
  /** `wave -20`, `PreSync wave -1`, `pre-install/pre-upgrade hook weight -5`, `manifests`, `definitions`, `objects`. */
  readonly label: string;
  /** Argo CD's wave, or the weight of Helm's hook; undefined for all others. */
  readonly wave?: number;
  readonly objects: readonly StepObject[];
  /** Before the next step, or, behind the last one, before the delivery counts as ready. */
  readonly gate: Gate;
}

export interface StepObject {
  readonly id: ResourceId;
  readonly isHook: boolean;
}

export type State = "complete" | "ready" | "available" | "healthy" | "bound";

export interface Gate {
  /** What all of `awaits` have in common, `ready` where they differ; `none` where it waits for nothing. */
  readonly until: State | "none";
  /** Objects that take their time; what is ready as soon as it is there is not named. */
  readonly awaits: readonly Awaited[];
  /** Objects of the step that take their time, and that the engine does not wait for. */
  readonly notAwaited: readonly ResourceId[];
  /** How long the engine waits, as it is written (`10m`); undefined where nothing is. */
  readonly timeout?: string;
}

export interface Awaited {
  readonly id: ResourceId;
  readonly until: State;
  /** A Job's `activeDeadlineSeconds`. */
  readonly deadlineSeconds?: number;
}

/** An object that is no step of a sync, and when it is applied instead. */
export interface Aside {
  readonly id: ResourceId;
  readonly when: "a sync fails" | "it is deleted" | "it is rolled back" | "it is tested" | "never";
}
