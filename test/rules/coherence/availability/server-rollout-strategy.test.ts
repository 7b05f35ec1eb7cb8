/** Servers that don't all stop at once. */
import { serverRolloutStrategy } from "../../../../src/rules/coherence/availability/server-rollout-strategy.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const strategy = (value: Loose) => (bundle: Bundle) => {
  bundle.workload("server").spec.strategy = value;
};
const rolling = (maxUnavailable: Loose, maxSurge: Loose = 0) =>
  strategy({ type: "RollingUpdate", rollingUpdate: { maxUnavailable, maxSurge } });

describeRule(serverRolloutStrategy, {
  reports: {
    Recreate: {
      change: strategy({ type: "Recreate" }),
      says: /stops all 3 servers/,
      at: "/spec/strategy/type",
      severity: "warning",
    },
    "all of them in percent": { change: rolling("100%"), at: "/spec/strategy/rollingUpdate/maxUnavailable" },
    "all of them in numbers": rolling(3),
    "more than there are": rolling(5),
  },
  silent: {
    "one more first": {},
    "one less first": rolling(1),
    "most of them": rolling("99%"),
    "the defaults": (bundle) => delete bundle.workload("server").spec.strategy,
    "a strategy that is no mapping": strategy("Recreate"),
    "one server": { settings: { profile: "dev" }, change: strategy({ type: "Recreate" }) },
  },
});
