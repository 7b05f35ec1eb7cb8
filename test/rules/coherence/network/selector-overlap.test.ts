/** Selectors that pick too much. */
import { selectorOverlap } from "../../../../src/rules/coherence/network/selector-overlap.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

/** Without the label that tells the parts apart. */
const wide = (kind: string, name?: string) => (bundle: Bundle) => {
  const { selector } = bundle.object(kind, name).spec;
  delete (kind === "Service" ? selector : selector.matchLabels)["app.kubernetes.io/component"];
};

describeRule(selectorOverlap, {
  reports: {
    "a Service before two parts": {
      change: wide("Service", "certctl-database"),
      says: /the database/,
      at: "/spec/selector",
    },
    "a budget of several parts": { change: wide("PodDisruptionBudget"), says: /counts the pods of/ },
    "a Deployment": { change: wide("Deployment"), says: /overlapping/, at: "/spec/selector/matchLabels" },
  },
  silent: {
    "an old Deployment beside a new one": (bundle) => {
      const old = structuredClone(bundle.workload("server"));
      old.metadata.name = "old";
      old.spec.selector.matchLabels.version = "old";
      old.spec.template.metadata.labels.version = "old";
      bundle.workload("server").spec.selector.matchLabels.version = "new";
      bundle.workload("server").spec.template.metadata.labels.version = "new";
      bundle.add(old);
    },
    "a Service without a selector": (bundle) => {
      delete bundle.object("Service", "certctl-server").spec.selector;
    },
  },
});
