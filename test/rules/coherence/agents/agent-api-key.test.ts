/** One key, and only one. */
import { agentApiKey } from "../../../../src/rules/coherence/agents/agent-api-key.ts";
import { describeRule } from "../../cases.ts";

const KEY = "CERTCTL_API_KEY";

describeRule(agentApiKey, {
  reports: {
    "an agent without a key": {
      change: (bundle) => bundle.setVariable("agent", KEY, undefined),
      says: /no CERTCTL_API_KEY/,
      at: "/spec/template/spec/containers/0",
    },
    "an empty key": (bundle) => bundle.setVariable("agent", KEY, ""),
    "a list of keys": {
      change: (bundle) => bundle.setVariable("agent", KEY, "0123,4567"),
      says: /^CERTCTL_API_KEY is a list/,
    },
    "a list in a Secret of the input": (bundle) => {
      bundle.setVariable("agent", KEY, { secretKeyRef: { name: "keys", key: "k" } });
      const { namespace } = bundle.workload("agent").metadata;
      const data = { k: btoa("0123,4567") };
      bundle.add({ apiVersion: "v1", kind: "Secret", metadata: { name: "keys", namespace }, data });
    },
  },
  silent: {
    "a key from a Secret": {},
    "a key by a flag": (bundle) => {
      bundle.setVariable("agent", KEY, undefined);
      bundle.container("agent").command = ["/app/agent", "-api-key", "$(OTHER)"];
    },
    "a Secret with all, which is not in the input": (bundle) => {
      bundle.setVariable("agent", KEY, undefined);
      bundle.container("agent").envFrom.push({ secretRef: { name: "elsewhere" } });
    },
  },
});
