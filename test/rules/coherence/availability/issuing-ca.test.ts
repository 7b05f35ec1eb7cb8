/** One CA for all servers and starts. */
import { issuingCa } from "../../../../src/rules/coherence/availability/issuing-ca.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const CERT = "CERTCTL_CA_CERT_PATH";
const KEY = "CERTCTL_CA_KEY_PATH";
const neither = (bundle: Bundle) => {
  bundle.setVariable("server", CERT, undefined);
  bundle.setVariable("server", KEY, undefined);
};
const unmounted = (bundle: Bundle) => {
  const container = bundle.container("server");
  container.volumeMounts = container.volumeMounts.filter(({ name }: { name: string }) => name !== "issuing-ca");
};

describeRule(issuingCa, {
  reports: {
    "three servers with three": {
      change: neither,
      says: /each of the 3 servers/,
      at: "/spec/template/spec/containers/0",
      severity: "error",
    },
    "one server with a new one after each start": {
      settings: { profile: "dev" },
      change: neither,
      says: /after a restart it is another/,
      severity: "warning",
    },
    "a certificate without a key": {
      change: (bundle) => bundle.setVariable("server", KEY, undefined),
      says: /^CERTCTL_CA_KEY_PATH is missing/,
      severity: "error",
    },
    "an empty path": { change: (bundle) => bundle.setVariable("server", CERT, ""), says: /^CERTCTL_CA_CERT_PATH/ },
    "nothing mounted": { change: unmounted, says: /no volume is mounted there/, times: 2 },
    "a Secret with other keys": {
      change: (bundle) =>
        bundle.add({
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "certctl-issuing-ca", namespace: "certctl" },
          data: { "tls.crt": "", "ca.key": "" },
        }),
      says: /has no key tls.key/,
      at: "/spec/template/spec/containers/0/env/14",
    },
  },
  silent: {
    "a mounted CA": {},
    "one server with it": { settings: { profile: "dev" } },
    "variables that are not in the input": (bundle) => {
      neither(bundle);
      bundle.container("server").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
    "paths that are not in the input": (bundle) => {
      for (const name of [CERT, KEY]) {
        bundle.setVariable("server", name, { configMapKeyRef: { name: "elsewhere", key: name } });
      }
    },
    "a Secret that a controller fills in": (bundle) =>
      bundle.add({ apiVersion: "v1", kind: "Secret", metadata: { name: "certctl-issuing-ca", namespace: "certctl" } }),
    "files that an init container may write": (bundle) => {
      const volume = bundle.pod("server").volumes.find(({ name }: { name: string }) => name === "issuing-ca");
      delete volume.secret;
      volume.emptyDir = {};
      const mount = { name: "issuing-ca", mountPath: "/ca" };
      bundle.pod("server").initContainers = [{ name: "make", image: "openssl", volumeMounts: [mount] }];
    },
  },
});
