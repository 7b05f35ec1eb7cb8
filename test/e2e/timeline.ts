/** What came up when, seen through watches: the order that the engines really keep. */
import {
  type Condition,
  isReady,
  type Job,
  type Kube,
  type Plural,
  type Pod,
  type Thing,
  type Workload,
} from "./kube.ts";

export interface Moment {
  /** Milliseconds since 1970, of this machine's clock. */
  readonly at: number;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** The component of certctl, from the label. */
  readonly component: string;
  readonly event: string;
}

export interface Timeline {
  readonly moments: readonly Moment[];
  /** A line of the scenario's own between the objects. */
  note(text: string): void;
}

const WATCHED: Readonly<Partial<Record<Plural, { kind: string; state: (thing: never) => string }>>> = {
  pods: { kind: "Pod", state: podState },
  jobs: { kind: "Job", state: jobState },
  deployments: { kind: "Deployment", state: workloadState },
  statefulsets: { kind: "StatefulSet", state: workloadState },
  daemonsets: { kind: "DaemonSet", state: workloadState },
  services: { kind: "Service", state: () => "" },
  configmaps: { kind: "ConfigMap", state: () => "" },
  serviceaccounts: { kind: "ServiceAccount", state: () => "" },
  persistentvolumeclaims: { kind: "PersistentVolumeClaim", state: () => "" },
  networkpolicies: { kind: "NetworkPolicy", state: () => "" },
  poddisruptionbudgets: { kind: "PodDisruptionBudget", state: () => "" },
};

/** Made by Kubernetes in every namespace. */
const NOT_OURS = new Set(["kube-root-ca.crt", "default"]);

/** Watches these namespaces, whether they are there already or not, until kube is closed. */
export function follow(kube: Kube, namespaces: readonly string[]): Timeline {
  const moments: Moment[] = [];
  const last = new Map<string, string>();
  for (const namespace of namespaces) {
    for (const [plural, { kind, state }] of Object.entries(WATCHED)) {
      kube.watch(plural as Plural, namespace, (type, thing: Thing) => {
        const { name, uid, labels } = thing.metadata;
        if (NOT_OURS.has(name)) return;
        const add = (event: string): void => {
          const component = labels?.["app.kubernetes.io/component"] ?? "";
          moments.push({ at: Date.now(), kind, name, uid, component, event });
        };
        if (type === "DELETED") {
          add("deleted");
          last.delete(uid);
          return;
        }
        const before = last.get(uid);
        if (before === undefined) add("created");
        const now = (state as (it: Thing) => string)(thing);
        if (now !== (before ?? "")) add(now);
        last.set(uid, now);
      });
    }
  }
  return {
    moments,
    note: (text) => moments.push({ at: Date.now(), kind: "", name: "", uid: "", component: "", event: text }),
  };
}

function podState(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) return "terminating";
  if (isReady(pod)) return "ready";
  const waiting = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
    .map((it) => it.state?.waiting?.reason)
    .find((reason) => reason !== undefined && reason !== "PodInitializing" && reason !== "ContainerCreating");
  return waiting ?? (pod.status?.phase === "Pending" ? "" : (pod.status?.phase?.toLowerCase() ?? ""));
}

function jobState({ status }: Job): string {
  const ended = status?.conditions?.find(
    ({ type, status: is }: Condition) => is === "True" && (type === "Complete" || type === "Failed"),
  );
  return ended?.type.toLowerCase() ?? (status?.startTime === undefined ? "" : "started");
}

function workloadState({ kind, spec, status = {} }: Workload): string {
  const number = (name: string): number => (status[name] as number | undefined) ?? 0;
  const wanted = kind === "DaemonSet" ? number("desiredNumberScheduled") : (spec.replicas ?? 1);
  const ready = kind === "DaemonSet" ? number("numberReady") : number("readyReplicas");
  return wanted > 0 && ready === wanted ? "ready" : ready === 0 ? "" : `${ready} of ${wanted} ready`;
}
