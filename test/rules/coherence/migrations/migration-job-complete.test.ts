/** What a migration needs before it looks at the database. */
import { migrationJobComplete } from "../../../../src/rules/coherence/migrations/migration-job-complete.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const CERT = "CERTCTL_SERVER_TLS_CERT_PATH";
const TYPE = "CERTCTL_AUTH_TYPE";
const set = (name: string, value: string | undefined) => (bundle: Bundle) => bundle.setVariable("migrate", name, value);
const newer = (bundle: Bundle) => {
  bundle.container("migrate").image = "ghcr.io/certctl-io/certctl-server:v2.2.0";
};

describeRule(migrationJobComplete, {
  reports: {
    "the chart's Job": {
      change: (bundle) => {
        const { env } = bundle.container("migrate");
        bundle.container("migrate").env = env.filter(({ name }: { name: string }) => !/TLS|AUTH|TOKEN/.test(name));
        delete bundle.container("migrate").volumeMounts;
      },
      says: /has no CERTCTL_SERVER_TLS_CERT_PATH, CERTCTL_SERVER_TLS_KEY_PATH and CERTCTL_AUTH_SECRET:/,
      at: "/spec/template/spec/containers/0",
    },
    "no flag": {
      change: (bundle) => delete bundle.container("migrate").args,
      says: /without --migrate-only the container starts a server, so it never ends/,
    },
    "a flag with a value": (bundle) => {
      bundle.container("migrate").args = ["--migrate-only=true"];
    },
    "an init container without the flag": {
      change: (bundle) => {
        const [migrate] = bundle.pod("migrate").containers;
        bundle.remove(bundle.workload("migrate"));
        delete migrate.args;
        bundle.pod("server").initContainers = [migrate];
      },
      says: /other containers never start/,
    },
    "one missing path": { change: set(CERT, undefined), says: /has no CERTCTL_SERVER_TLS_CERT_PATH:/ },
    "an empty path": set(CERT, ""),
    "api-key without a secret": { change: set(TYPE, "api-key"), says: /has no CERTCTL_AUTH_SECRET:/ },
    "no bootstrap token for the release that asks for it": {
      change: (bundle) => {
        newer(bundle);
        set("CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY", "true")(bundle);
      },
      says: /has no CERTCTL_AGENT_BOOTSTRAP_TOKEN:/,
    },
    "nothing mounted": {
      change: (bundle) => delete bundle.container("migrate").volumeMounts,
      says: /no volume is mounted there/,
      times: 2,
    },
    "a Secret without the keys": {
      change: (bundle) =>
        bundle.add({
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "certctl-tls", namespace: "certctl" },
          stringData: { "tls.crt": "a" },
        }),
      says: /has no key tls.key/,
    },
    "items that leave it out": {
      change: (bundle) => {
        bundle.pod("migrate").volumes[0].secret.items = [{ key: "tls.crt", path: "tls.crt" }];
      },
      says: /no file of this name/,
    },
    "no authentication on all addresses": {
      change: set("CERTCTL_SERVER_HOST", "0.0.0.0"),
      says: /refuses CERTCTL_AUTH_TYPE=none on all addresses/,
    },
  },
  silent: {
    "the light form": {},
    "the servers' form": (bundle) => {
      set(TYPE, "api-key")(bundle);
      set("CERTCTL_AUTH_SECRET", "filler")(bundle);
      set("CERTCTL_SERVER_HOST", "0.0.0.0")(bundle);
    },
    "a newer release in the light form": newer,
    "a newer release with a token": (bundle) => {
      newer(bundle);
      set("CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY", undefined)(bundle);
      bundle.setVariable("migrate", "CERTCTL_AGENT_BOOTSTRAP_TOKEN", { secretKeyRef: { name: "a", key: "b" } });
    },
    "variables that are not in the input": (bundle) => {
      set(CERT, undefined)(bundle);
      bundle.container("migrate").envFrom = [{ secretRef: { name: "elsewhere" } }];
    },
    "files of another volume": (bundle) => {
      bundle.pod("migrate").volumes[0] = { name: "tls", csi: { driver: "csi.cert-manager.io" } };
    },
    "the flag in a script": (bundle) => {
      bundle.container("migrate").command = ["/bin/sh", "-c", "exec /app/server --migrate-only"];
      delete bundle.container("migrate").args;
    },
    "servers that migrate": { settings: { profile: "dev" } },
  },
});
