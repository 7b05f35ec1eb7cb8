/** The administrator of demo mode. */
import { demoResidual } from "../../../../src/rules/coherence/access/demo-residual.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function uncalled(bundle: Bundle): void {
  bundle.remove(bundle.workload("enroll"));
}

describeRule(demoResidual, {
  reports: { "nobody who takes it away": { change: uncalled, severity: "info" } },
  silent: {
    "a Job that does": {},
    "a script in a ConfigMap": (bundle) => {
      uncalled(bundle);
      const data = { "run.sh": "curl -X POST https://server/api/v1/auth/demo-residual/cleanup" };
      bundle.add({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "scripts", namespace: "certctl" }, data });
    },
    "a server without authentication": (bundle) => {
      uncalled(bundle);
      bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "none");
    },
    "no server": (bundle) => {
      uncalled(bundle);
      bundle.remove(bundle.workload("server"));
    },
  },
});
