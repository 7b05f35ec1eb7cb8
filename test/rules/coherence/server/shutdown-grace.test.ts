/** Time to stop. */
import { shutdownGrace } from "../../../../src/rules/coherence/server/shutdown-grace.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function grace(seconds: number | undefined): (bundle: Bundle) => void {
  return (bundle) => {
    bundle.pod("server").terminationGracePeriodSeconds = seconds;
  };
}

describeRule(shutdownGrace, {
  reports: {
    "no preStop hook": {
      change: (bundle) => {
        delete bundle.container("server").lifecycle;
      },
      says: /no preStop/,
      at: "/spec/template/spec/containers/0",
    },
    "the default of 30 seconds": {
      change: grace(undefined),
      says: /30 seconds .* take 55 \(15/,
      at: "/spec/template/spec",
    },
    "a second too few": { change: grace(54), at: "/spec/template/spec/terminationGracePeriodSeconds" },
    "a longer flush": {
      change: (bundle) => bundle.setVariable("server", "CERTCTL_AUDIT_FLUSH_TIMEOUT_SECONDS", "60"),
      says: /take 85/,
    },
    "a sleep of Kubernetes": {
      change: (bundle) => {
        bundle.container("server").lifecycle.preStop = { sleep: { seconds: 30 } };
      },
      says: /take 70/,
    },
  },
  silent: {
    "a good bundle": {},
    "just enough": grace(55),
    "a hook of unknown length": (bundle) => {
      grace(30)(bundle);
      bundle.container("server").lifecycle.preStop.exec.command = ["/bin/drain"];
    },
  },
});
