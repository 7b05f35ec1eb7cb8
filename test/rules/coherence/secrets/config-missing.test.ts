/** ConfigMaps and their keys. */
import { configMissing } from "../../../../src/rules/coherence/secrets/config-missing.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const server = (bundle: Bundle): Loose =>
  bundle.manifests.find((one) => one.kind === "ConfigMap" && "rate-limit-backend" in one.data);
const volume = (configMap: Loose) => (bundle: Bundle) => bundle.pod("server").volumes.push({ name: "a", configMap });

describeRule(configMissing, {
  reports: {
    "a key that the ConfigMap lacks": {
      change: (bundle) => {
        delete server(bundle).data["log-level"];
      },
      says: /no key log-level/,
      severity: "error",
      at: "/spec/template/spec/containers/0/env/16/valueFrom/configMapKeyRef",
    },
    "a ConfigMap that is not there": {
      change: (bundle) => bundle.remove(server(bundle)),
      says: /nothing here makes the ConfigMap/,
      severity: "warning",
    },
    "a ConfigMap of all variables": (bundle) => {
      bundle.container("server").envFrom = [{ configMapRef: { name: "more" } }];
    },
    "a volume's": volume({ name: "more" }),
  },
  silent: {
    "those that are there": {},
    "an optional key": (bundle) => {
      delete server(bundle).data["database-max-conns"];
    },
    "an optional ConfigMap": volume({ name: "more", optional: true }),
    "the authority that Kubernetes puts everywhere": volume({ name: "kube-root-ca.crt" }),
    "one that trust-manager hands out": (bundle) => {
      volume({ name: "more", items: [{ key: "ca.crt", path: "ca.crt" }] })(bundle);
      const spec = { target: { configMap: { key: "ca.crt" } } };
      bundle.add({ apiVersion: "trust.cert-manager.io/v1alpha1", kind: "Bundle", metadata: { name: "more" }, spec });
    },
  },
});
