/** Variables that scripts read. */
import { scriptVariable } from "../../../../src/rules/coherence/pods/script-variable.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const script = (text: string) => (bundle: Bundle) => {
  bundle.container("enroll").command = ["sh", "-c", text];
};

describeRule(scriptVariable, {
  reports: {
    "one that nothing sets": {
      change: (bundle) => bundle.setVariable("enroll", "API_KEY", undefined),
      says: /reads API_KEY/,
    },
    "one that is empty": (bundle) => bundle.setVariable("enroll", "API_KEY", ""),
    two: {
      change: (bundle) => {
        bundle.container("enroll").command = ["sh", "-c", 'curl "$HOST_A" ${HOST_B}'];
      },
      says: /HOST_A, HOST_B.*they are empty/,
    },
    "one that is taken in before it is listed": {
      change: (bundle) => {
        bundle.container("server").env.unshift({ name: "OWN", value: "$(CERTCTL_LOG_LEVEL)" });
      },
      says: /OWN takes in \$\(CERTCTL_LOG_LEVEL\)/,
    },
  },
  silent: {
    "one that the script sets": script("A=1; echo $A"),
    "one that it reads": script("read -r A; echo $A"),
    "one of a loop": script("for A in 1 2; do echo $A; done"),
    "one with a default": script("echo ${A:-1} $A"),
    "one that it asks about": script('[ -z "$A" ] || echo $A'),
    "one in quotes": script("awk '{ print $A }'"),
    "one that the shell has": script("echo $HOME $PGHOST $KUBERNETES_SERVICE_HOST"),
    "variables that are not in the input": (bundle) => {
      script("echo $A")(bundle);
      bundle.container("enroll").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
    "two dollars": (bundle) => {
      bundle.container("server").env.unshift({ name: "A", value: "$$(B)" });
    },
  },
});
