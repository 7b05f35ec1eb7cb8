/** A node for the pod that a rollout adds. */
import { rolloutCanFinish } from "../../../../src/rules/coherence/availability/rollout-can-finish.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const apart =
  (topologyKey = "kubernetes.io/hostname", more: Loose = {}) =>
  (bundle: Bundle) => {
    bundle.pod("server").affinity = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey, labelSelector: bundle.workload("server").spec.selector, ...more },
        ],
      },
    };
  };
const spread =
  (more: Loose = {}) =>
  (bundle: Bundle) => {
    const { selector: labelSelector } = bundle.workload("server").spec;
    const one = { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule" };
    bundle.pod("server").topologySpreadConstraints = [{ ...one, labelSelector, ...more }];
  };
const rollout =
  (rollingUpdate: Loose, replicas = 3) =>
  (bundle: Bundle) => {
    apart()(bundle);
    bundle.workload("server").spec.strategy.rollingUpdate = rollingUpdate;
    bundle.workload("server").spec.replicas = replicas;
  };
const AT = "/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0";

describeRule(rolloutCanFinish, {
  reports: {
    "three servers apart, one more during a rollout": {
      change: apart(),
      says: /4 in all.* with 3, the new pod stays Pending/,
      at: AT,
      severity: "warning",
    },
    "the defaults of three": {
      change: (bundle) => {
        apart()(bundle);
        delete bundle.workload("server").spec.strategy;
      },
    },
    "three nodes": { change: apart(), nodes: 3, says: /cluster has 3 nodes/, severity: "error" },
    "fewer nodes than servers": {
      change: rollout({ maxSurge: 0, maxUnavailable: 1 }),
      nodes: 2,
      says: /3 in all, and the cluster has 2 nodes/,
      severity: "error",
    },
    zones: { change: apart("topology.kubernetes.io/zone"), says: /a zone of its own/, severity: "warning" },
    "a small percentage of three": rollout({ maxSurge: 1, maxUnavailable: "33%" }),
    "a hard spread beside tainted nodes": {
      change: spread(),
      says: /tainted node/,
      at: "/spec/template/spec/topologySpreadConstraints/0",
      severity: "info",
    },
  },
  silent: {
    "a preference": {},
    "strict scheduling, which takes one first": { settings: { scheduling: { strict: true } } },
    "strict scheduling on enough nodes": { settings: { scheduling: { strict: true } }, nodes: 3 },
    "four nodes": { change: apart(), nodes: 4 },
    "both 0, which counts as one away": rollout({ maxSurge: 0, maxUnavailable: 0 }),
    "the defaults of four": (bundle) => {
      rollout(undefined, 4)(bundle);
    },
    "pods of one revision apart": apart("kubernetes.io/hostname", { matchLabelKeys: ["pod-template-hash"] }),
    "other pods kept away": apart("kubernetes.io/hostname", { labelSelector: { matchLabels: { app: "other" } } }),
    "another expression": apart("kubernetes.io/hostname", {
      labelSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] },
    }),
    "a term that is no mapping": (bundle) => {
      bundle.pod("server").affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: ["a"] } };
    },
    "a spread that leaves tainted nodes out": spread({ nodeTaintsPolicy: "Honor" }),
    "a spread without a selector": spread({ labelSelector: undefined }),
    "a soft spread": spread({ whenUnsatisfiable: "ScheduleAnyway" }),
    "a spread with room": spread({ maxSkew: 2 }),
    "a spread of pods that go everywhere": (bundle) => {
      spread()(bundle);
      bundle.pod("server").tolerations = [{ operator: "Exists" }];
    },
    Recreate: (bundle) => {
      apart()(bundle);
      bundle.workload("server").spec.strategy = { type: "Recreate" };
    },
    "no servers": rollout({ maxSurge: 1, maxUnavailable: 0 }, 0),
  },
});
