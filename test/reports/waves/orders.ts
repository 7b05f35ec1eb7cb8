/** Orders to show: small ones of each engine, one with every field, and one of which every text is hostile. */
import type { ResourceId } from "../../../src/model/manifest.ts";
import type { DeliveryOrder, FoldedOrder } from "../../../src/model/order.ts";

function id(kind: string, name: string, namespace = "certctl", group = ""): ResourceId {
  return { group, kind, namespace, name };
}

const DATABASE = id("StatefulSet", "database", "certctl", "apps");
const MIGRATE = id("Job", "migrate", "certctl", "batch");
const AGENT = id("DaemonSet", "agent", "agents", "apps");
const DATA = id("HelmRelease", "data", "flux-system", "helm.toolkit.fluxcd.io");
const SYNC = id("Kustomization", "sync", "flux-system", "kustomize.toolkit.fluxcd.io");

const APPLICATION: DeliveryOrder = {
  kind: "application",
  engine: "argocd",
  by: id("Application", "certctl", "argocd", "argoproj.io"),
  after: [],
  appliedBy: [],
  starts: "by hand",
  steps: [
    {
      label: "wave -40",
      wave: -40,
      objects: ["a-long-name-of-a-policy", "another-long-name-of-a-policy"].map((name) => ({
        id: id("NetworkPolicy", name, "certctl", "networking.k8s.io"),
        isHook: false,
      })),
      gate: { until: "none", awaits: [], notAwaited: [] },
    },
    {
      label: "wave -30",
      wave: -30,
      objects: [
        { id: DATABASE, isHook: false },
        { id: MIGRATE, isHook: true },
      ],
      gate: {
        until: "ready",
        awaits: [
          { id: DATABASE, until: "ready" },
          { id: MIGRATE, until: "complete", deadlineSeconds: 5430 },
        ],
        notAwaited: [],
      },
    },
    {
      label: "wave 10",
      wave: 10,
      objects: [{ id: AGENT, isHook: false }],
      gate: { until: "none", awaits: [], notAwaited: [AGENT] },
    },
  ],
  aside: [{ id: id("Job", "cleanup", "certctl", "batch"), when: "it is deleted" }],
};

export const ARGOCD: FoldedOrder = { environments: ["argocd/eu-1", "argocd/us-1"], deliveries: [APPLICATION] };

/** One object of two that are awaited, all ways to wait for another, and one of which nothing was read. */
export const FLUX: FoldedOrder = {
  environments: ["flux/eu-1"],
  deliveries: [
    { kind: "kustomization", engine: "kustomization", by: SYNC, after: [], appliedBy: [], steps: [], aside: [] },
    {
      kind: "helm-release",
      engine: "helm",
      by: DATA,
      after: [
        { on: SYNC, isKnown: true, how: "dependsOn", until: "ready", lockStep: { by: "revision" } },
        { on: SYNC, isKnown: true, how: "dependsOn", until: "applied" },
        { on: { ...DATA, name: "lost" }, isKnown: false, how: "dependsOn", until: "ready" },
        {
          on: SYNC,
          isKnown: true,
          how: "dependsOn",
          until: "readyExpr",
          lockStep: { by: "chart version", version: "1.2.3" },
          readyExpr: "dep.status.history[0].chartVersion == '1.2.3'",
        },
        { on: SYNC, isKnown: true, how: "dependsOn", until: "readyExpr", readyExpr: "true" },
        { on: id("Application", "a", "argocd"), isKnown: true, how: "wave", until: "healthy" },
        { on: id("Application", "b", "argocd"), isKnown: true, how: "wave", until: "healthy" },
      ],
      appliedBy: [SYNC],
      starts: "suspended",
      steps: [
        {
          label: "manifests",
          objects: [DATABASE, { ...DATABASE, name: "cache" }].map((one) => ({ id: one, isHook: false })),
          gate: {
            until: "ready",
            awaits: [{ id: DATABASE, until: "ready" }],
            notAwaited: [{ ...DATABASE, name: "cache" }],
            timeout: "10m",
          },
        },
        {
          label: "post-install/post-upgrade hook weight 5",
          wave: 5,
          objects: [{ id: MIGRATE, isHook: true }],
          gate: { until: "complete", awaits: [{ id: MIGRATE, until: "complete" }], notAwaited: [], timeout: "10m" },
        },
      ],
      aside: [],
    },
  ],
};

export const UNORDERED: FoldedOrder = {
  environments: ["standard input"],
  deliveries: [
    {
      kind: "none",
      engine: undefined,
      by: undefined,
      after: [],
      appliedBy: [],
      steps: [
        {
          label: "objects",
          objects: [{ id: id("ConfigMap", "a", ""), isHook: false }],
          gate: { until: "none", awaits: [], notAwaited: [] },
        },
      ],
      aside: [],
    },
  ],
};

/** Every name, namespace, kind and expression is that text. */
export function hostileOrder(text: string): FoldedOrder {
  const own = { group: text, kind: text, namespace: text, name: text };
  const step = {
    label: text,
    objects: [{ id: own, isHook: true }],
    gate: {
      until: "ready" as const,
      awaits: [{ id: own, until: "ready" as const }],
      notAwaited: [{ ...own, name: `${text}2` }],
      timeout: text,
    },
  };
  const delivery: DeliveryOrder = {
    kind: "helm-release",
    engine: "helm",
    by: own,
    after: [
      { on: own, isKnown: false, how: "dependsOn", until: "ready" },
      {
        on: own,
        isKnown: true,
        how: "dependsOn",
        until: "readyExpr",
        lockStep: { by: "chart version", version: text },
        readyExpr: text,
      },
    ],
    appliedBy: [own],
    steps: [step, step],
    aside: [{ id: own, when: "never" }],
  };
  return { environments: [text, `${text}2`], deliveries: [delivery] };
}
