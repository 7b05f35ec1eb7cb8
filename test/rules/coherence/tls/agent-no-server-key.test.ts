/** What agents get of the server's keys. */
import { agentNoServerKey } from "../../../../src/rules/coherence/tls/agent-no-server-key.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

/** Agents in the server's namespace. */
const settings = { profile: "single-node", agents: { kind: "statefulset" } };
const volume = (bundle: Bundle): Loose => bundle.pod("agent").volumes.find((one: Loose) => one.name === "server-ca");
const mounting = (secret: Loose) => ({
  settings,
  change: (bundle: Bundle) => {
    volume(bundle).secret = secret;
  },
});

describeRule(agentNoServerKey, {
  reports: {
    "the server's Secret as a whole": {
      ...mounting({ secretName: "certctl-tls" }),
      says: /server's private key/,
      at: "/spec/template/spec/volumes/0/secret",
    },
    "its key among the items": mounting({
      secretName: "certctl-tls",
      items: [
        { key: "ca.crt", path: "ca.crt" },
        { key: "tls.key", path: "tls.key" },
      ],
    }),
    "the issuing authority": mounting({ secretName: "certctl-issuing-ca" }),
    "a projected volume": {
      settings,
      change: (bundle) => {
        delete volume(bundle).secret;
        volume(bundle).projected = { sources: [{ secret: { name: "certctl-tls" } }] };
      },
    },
    "a variable": {
      settings,
      change: (bundle) => bundle.setVariable("agent", "KEY", { secretKeyRef: { name: "certctl-tls", key: "tls.key" } }),
    },
  },
  silent: {
    "a Secret of the authority": { settings },
    "the authority among the items": mounting({
      secretName: "certctl-tls",
      items: [{ key: "ca.crt", path: "ca.crt" }],
    }),
    "one file by subPath": {
      settings,
      change: (bundle) => {
        volume(bundle).secret = { secretName: "certctl-tls" };
        for (const { volumeMounts } of [bundle.container("agent"), bundle.container("agent", "enroll")]) {
          const mount = volumeMounts.find((one: Loose) => one.name === "server-ca");
          Object.assign(mount, { mountPath: "/etc/certctl/ca/ca.crt", subPath: "ca.crt" });
        }
      },
    },
    "a Secret of the same name in another namespace": (bundle) => {
      volume(bundle).secret = { secretName: "certctl-tls" };
    },
  },
});
