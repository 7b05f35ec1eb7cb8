/** Servers without authentication. */
import { openServer } from "../../../../src/rules/coherence/access/open-server.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const open = (bundle: Bundle) => bundle.setVariable("server", "CERTCTL_AUTH_TYPE", "none");
const onLoopback = (bundle: Bundle) => {
  open(bundle);
  bundle.setVariable("server", "CERTCTL_SERVER_HOST", "127.0.0.1");
};
const alone = (bundle: Bundle) => bundle.pod("server").containers.splice(1);

describeRule(openServer, {
  reports: {
    "an open server on all addresses": {
      change: open,
      says: /refuses to start on 0\.0\.0\.0/,
      at: "/spec/template/spec/containers/0/env/8",
      severity: "error",
    },
    "a release that starts so": {
      change: (bundle) => {
        open(bundle);
        bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.0.72";
      },
      says: /^everybody who reaches/,
    },
    "a proxy in the same pod": {
      change: (bundle) => {
        onLoopback(bundle);
        bundle.pod("server").containers.push({ name: "proxy", image: "quay.io/oauth2-proxy/oauth2-proxy:v7" });
      },
      says: /behind the proxy/,
      severity: "warning",
    },
  },
  silent: {
    "a server that asks for keys": {},
    "a migration, which listens nowhere": (bundle) => bundle.setVariable("migrate", "CERTCTL_AUTH_TYPE", "none"),
    "a server that nobody can reach": (bundle) => {
      onLoopback(bundle);
      alone(bundle);
    },
    "demo mode, which has a rule of its own": (bundle) => {
      open(bundle);
      bundle.setVariable("server", "CERTCTL_DEMO_MODE_ACK", "true");
    },
    "a host that is not in the input": (bundle) => {
      open(bundle);
      bundle.setVariable("server", "CERTCTL_SERVER_HOST", { configMapKeyRef: { name: "elsewhere", key: "host" } });
    },
  },
});
