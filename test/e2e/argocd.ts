/** Argo CD: one Application for the cluster, read from its status. */
import { kubectlOk } from "../real/cluster.ts";
import type { Engine, Place } from "./engine.ts";
import type { Condition, Thing } from "./kube.ts";

const NAMESPACE = "argocd";

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly hookPhase?: string;
  readonly status?: string;
  readonly message?: string;
}

interface Application extends Thing {
  readonly status?: {
    readonly sync?: { readonly status?: string; readonly revision?: string };
    readonly health?: { readonly status?: string };
    readonly conditions?: readonly Condition[];
    readonly operationState?: {
      readonly phase?: string;
      readonly message?: string;
      readonly operation?: { readonly sync?: { readonly revision?: string } };
      readonly syncResult?: { readonly revision?: string; readonly resources?: readonly Resource[] };
    };
  };
}

export function argocd({ cluster, kube }: Place): Engine {
  const name = `certctl-${cluster}`;
  const status = async (): Promise<NonNullable<Application["status"]>> =>
    (await kube.get<Application>("applications", NAMESPACE, name))?.status ?? {};
  return {
    settings: { engine: "argocd" },
    wrapping: `out/argocd/${cluster}`,
    announce: async () => {
      await kubectlOk([
        "annotate",
        "application",
        name,
        "-n",
        NAMESPACE,
        "--overwrite",
        "argocd.argoproj.io/refresh=normal",
      ]);
    },
    missing: async (commit) => {
      const { sync, health, operationState, conditions } = await status();
      const is = [
        `${sync?.status} at ${sync?.revision?.slice(0, 8)}`,
        `${health?.status}`,
        `operation ${operationState?.phase}: ${operationState?.message}`,
        ...(conditions ?? []).map((it) => `${it.type}: ${it.message}`),
      ].join("; ");
      const holds =
        sync?.status === "Synced" &&
        sync.revision === commit &&
        health?.status === "Healthy" &&
        operationState?.phase === "Succeeded";
      return holds ? undefined : is;
    },
    complaints: async (commit) => {
      const { operationState, conditions } = await status();
      const { syncResult, operation, phase, message } = operationState ?? {};
      const errors = (conditions ?? [])
        .filter((it) => it.type.endsWith("Error"))
        .map((it) => `${it.type}: ${it.message}`);
      if ((syncResult?.revision ?? operation?.sync?.revision) !== commit) return errors;
      const failed = (syncResult?.resources ?? [])
        .filter((it) => it.hookPhase === "Failed" || it.hookPhase === "Error" || it.status === "SyncFailed")
        .map((it) => `${it.kind} ${it.name}: ${it.hookPhase ?? it.status}: ${it.message}`);
      return [...errors, ...failed, ...(phase === "Failed" || phase === "Error" ? [`${phase}: ${message}`] : [])];
    },
    gaveUp: async (commit) => {
      const { syncResult, phase } = (await status()).operationState ?? {};
      return syncResult?.revision === commit && (phase === "Failed" || phase === "Error");
    },
    parts: async () => [],
    remove: async () => {
      await kubectlOk(["delete", "application", name, "-n", NAMESPACE, "--timeout=300s"]);
      await kubectlOk(["delete", "appproject", name, "-n", NAMESPACE, "--timeout=60s"]);
    },
  };
}
