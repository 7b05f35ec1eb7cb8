/** Budgets that let nodes be drained. */
import { disruptionBudget } from "../../../../src/rules/coherence/availability/disruption-budget.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const budget = (spec: Loose) => (bundle: Bundle) => {
  const { spec: before } = bundle.object("PodDisruptionBudget");
  bundle.object("PodDisruptionBudget").spec = { selector: before.selector, ...spec };
};
const one = (fields: Loose) => (bundle: Bundle) =>
  bundle.add({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "x", namespace: "certctl" },
    ...fields,
  });
const database = (bundle: Bundle) => bundle.workload("database").spec.selector;

describeRule(disruptionBudget, {
  reports: {
    "three servers without a budget": {
      change: (bundle) => bundle.remove(bundle.object("PodDisruptionBudget")),
      says: /3 servers have no/,
      severity: "info",
    },
    "a budget that says nothing": {
      change: (bundle) => {
        delete bundle.object("PodDisruptionBudget").spec.maxUnavailable;
      },
      says: /protects none/,
    },
    "none may go": {
      change: budget({ maxUnavailable: 0 }),
      says: /maxUnavailable 0 lets no pod go/,
      at: "/spec/maxUnavailable",
    },
    "none may go, in percent": budget({ maxUnavailable: "0%" }),
    "all must stay": { change: budget({ minAvailable: 3 }), says: /minAvailable 3 of 3/, severity: "warning" },
    "more than there are must stay": budget({ minAvailable: 4 }),
    "67 percent of three": budget({ minAvailable: "67%" }),
    "the one database": (bundle) => one({ spec: { minAvailable: 1, selector: database(bundle) } })(bundle),
    "a selector with a typing error": {
      change: (bundle) => {
        const { matchLabels } = bundle.object("PodDisruptionBudget").spec.selector;
        matchLabels[Object.keys(matchLabels)[0] ?? ""] = "servers";
      },
      says: /picks no pod/,
      at: "/spec/selector",
    },
    "no selector": { change: one({ spec: { maxUnavailable: 1 } }), says: /picks no pod/, at: "/spec" },
  },
  silent: {
    "one at a time": {},
    "two of three": budget({ minAvailable: 2 }),
    half: budget({ minAvailable: "50%" }),
    "a percentage that is rounded up to one": budget({ maxUnavailable: "1%" }),
    "an autoscaler that keeps enough": (bundle) => {
      delete bundle.workload("server").spec.replicas;
      budget({ minAvailable: 2 })(bundle);
      bundle.add({
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: { name: "a", namespace: "certctl" },
        spec: { scaleTargetRef: { kind: "Deployment", name: "certctl-server" }, minReplicas: 3, maxReplicas: 5 },
      });
    },
    "agents, which drains leave alone": (bundle) => {
      const { namespace } = bundle.workload("agent").metadata;
      one({ spec: { minAvailable: 1, selector: bundle.workload("agent").spec.selector } })(bundle);
      bundle.manifests.at(-1).metadata.namespace = namespace;
    },
    "somebody else's budget": one({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: "other" } } } }),
    "a budget of all pods by an expression": budget({
      maxUnavailable: 1,
      selector: { matchExpressions: [{ key: "nobody", operator: "DoesNotExist" }] },
    }),
    "no server at all": (bundle) => {
      bundle.workload("server").spec.replicas = 0;
      budget({ minAvailable: 1 })(bundle);
    },
  },
});
