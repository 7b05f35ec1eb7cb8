/** Cases of what certctl is told: its database, keys, certificates, agents. */
import type { OrderBundle } from "../../rules/order-bundle.ts";
import type { Cases } from "./case.ts";
import { containerOf, fromSecret, podOf, setVariable } from "./variables.ts";

const URL = "CERTCTL_DATABASE_URL";
const LITERAL = "postgres://certctl:$(POSTGRES_PASSWORD)@certctl-database:5432/certctl?sslmode=disable";
const ISSUED = { profile: "ha", tls: { source: "cert-manager", issuerRef: { name: "ca" } } };

type Variable = Parameters<typeof setVariable>[3];

function server(name: string, value: Variable): (bundle: OrderBundle) => void {
  return (bundle) => setVariable(bundle, "server", name, value);
}

function volume(bundle: OrderBundle, part: "server" | "agent", name: string) {
  return podOf(bundle, part).volumes.find((one: { name: string }) => one.name === name);
}

/** The agents' ConfigMap, under the name of its new content. */
function agentText(bundle: OrderBundle, key: string, text: string): void {
  const found = bundle.all.find((one) => one.kind === "ConfigMap" && one.metadata.name.startsWith("certctl-agent-"));
  found.data[key] = text;
}

export const SETTINGS: Readonly<Record<string, Cases>> = {
  "database-source": {
    told: {
      "another host": {
        says: /another database/,
        change: server(URL, LITERAL.replace("certctl-database", "db.example.com")),
      },
      "another database on the host": { change: server(URL, LITERAL.replace("/certctl?", "/other?")) },
      "a Secret in place of the text": { says: /another place/, change: server(URL, fromSecret("url", "url")) },
      "another key of a Secret": {
        both: server(URL, fromSecret("url", "url")),
        says: /another place/,
        change: server(URL, fromSecret("url", "other")),
      },
      "none at all": { says: /no CERTCTL_DATABASE_URL/, change: server(URL, undefined) },
      "embedded to external": {
        says: /another/,
        settingsAfter: { profile: "ha", database: { type: "external", secretName: "url" } },
        also: ["data-removed"],
      },
    },
    silent: {
      "the same host by its long name": {
        also: [],
        change: server(URL, LITERAL.replace("certctl-database:", "certctl-database.certctl.svc:")),
      },
      "a Service that is renamed along": {
        renames: { "Service certctl-database": "certctl-pg" },
        change(bundle) {
          bundle.object("Service", "certctl-database").metadata.name = "certctl-pg";
          setVariable(bundle, "server", URL, LITERAL.replace("certctl-database", "certctl-pg"));
        },
      },
      "a Secret that is renamed along": {
        both(bundle) {
          const made = {
            apiVersion: "external-secrets.io/v1",
            kind: "ExternalSecret",
            metadata: { namespace: "certctl", name: "url" },
          };
          bundle.applier().resources.push({ ...made, spec: { target: { name: "url" } } });
          bundle.applier().resources.push({
            apiVersion: "v1",
            kind: "Secret",
            metadata: { namespace: "certctl", name: "url" },
            stringData: { url: "ENC[1]" },
          });
          setVariable(bundle, "server", URL, fromSecret("url", "url"));
        },
        renames: { "Secret url": "database" },
        change(bundle) {
          bundle.object("Secret", "url").metadata.name = "database";
          setVariable(bundle, "server", URL, fromSecret("database", "url"));
        },
      },
    },
  },
  "database-tls-weakened": {
    told: {
      "no encryption any more": {
        level: "caution",
        says: /not encrypted/,
        both: server(URL, "postgres://certctl@db.example.com/certctl?sslmode=verify-full"),
        change: server(URL, "postgres://certctl@db.example.com/certctl?sslmode=disable"),
      },
      "a certificate that nobody checks": {
        level: "caution",
        says: /less/,
        both: server(URL, "postgres://certctl@db.example.com/certctl?sslmode=verify-full"),
        change: server(URL, "postgres://certctl@db.example.com/certctl"),
      },
    },
    silent: {
      "more than before": { also: [], change: server(URL, LITERAL.replace("disable", "require")) },
    },
  },
  "database-login": {
    told: {
      "another Secret with the password": {
        says: /28P01/,
        change(bundle) {
          setVariable(bundle, "database", "POSTGRES_PASSWORD", fromSecret("other", "password"));
        },
      },
      "another role": {
        says: /POSTGRES_USER/,
        change: (bundle) => setVariable(bundle, "database", "POSTGRES_USER", "admin"),
      },
    },
    silent: {
      "the same key": { also: [], change: (bundle) => setVariable(bundle, "database", "LANG", "C") },
    },
  },
  "encryption-key-source": {
    told: {
      "another Secret": {
        says: /another place/,
        change: server("CERTCTL_CONFIG_ENCRYPTION_KEY", fromSecret("other", "key")),
      },
      "none any more": { says: /no encryption key/, change: server("CERTCTL_CONFIG_ENCRYPTION_KEY", undefined) },
      "another text": {
        says: /is another one/,
        both: server("CERTCTL_CONFIG_ENCRYPTION_KEY", "hunter2hunter2hunter2hunter2hunter2"),
        change: server("CERTCTL_CONFIG_ENCRYPTION_KEY", "hunter3hunter3hunter3hunter3hunter3"),
        also: [],
      },
      "the first one": {
        level: "caution",
        before: server("CERTCTL_CONFIG_ENCRYPTION_KEY", undefined),
      },
    },
    silent: {
      "an ExternalSecret that is renamed along": {
        both(bundle) {
          bundle.applier().resources.push({
            apiVersion: "external-secrets.io/v1",
            kind: "ExternalSecret",
            metadata: { namespace: "certctl", name: "certctl-encryption" },
            spec: { target: { name: "certctl-encryption" }, data: [{ secretKey: "key", remoteRef: { key: "a" } }] },
          });
        },
        renames: { "ExternalSecret certctl-encryption": "certctl-key" },
        also: [],
        change(bundle) {
          const made = bundle.object("ExternalSecret");
          made.metadata.name = "certctl-key";
          made.spec.target.name = "certctl-key";
          setVariable(bundle, "server", "CERTCTL_CONFIG_ENCRYPTION_KEY", fromSecret("certctl-key", "key"));
        },
      },
      "another variable": { also: [], change: server("CERTCTL_LOG_LEVEL", "debug") },
    },
  },
  "api-keys-source": {
    told: {
      "another Secret": { level: "caution", change: server("CERTCTL_API_KEYS_NAMED", fromSecret("other", "keys")) },
      "none any more": { says: /no named/, change: server("CERTCTL_API_KEYS_NAMED", undefined) },
    },
    silent: {
      "a filler that named keys make useless": {
        also: [],
        change: server("CERTCTL_AUTH_SECRET", fromSecret("other", "a")),
      },
    },
  },
  "auth-none": {
    told: { none: server("CERTCTL_AUTH_TYPE", "none") },
    silent: {
      "the default in place of the text": { also: [], change: server("CERTCTL_AUTH_TYPE", undefined) },
      "what was none before": { both: server("CERTCTL_AUTH_TYPE", "none"), change: server("A", "b"), also: [] },
    },
  },
  "cors-opened": {
    told: { "every site": server("CERTCTL_CORS_ORIGINS", "https://a.example.com, *") },
    silent: { "one site": { also: [], change: server("CERTCTL_CORS_ORIGINS", "https://a.example.com") } },
  },
  "server-tls-source": {
    told: {
      "a certificate that an issuer makes by now": {
        level: "caution",
        both(bundle) {
          bundle.appliers[0]?.resources.push({
            apiVersion: "cert-manager.io/v1",
            kind: "ClusterIssuer",
            metadata: { name: "other" },
            spec: { ca: { secretName: "a" } },
          });
          setVariable(bundle, "agent", "CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY", "true");
        },
        settings: ISSUED,
        change(bundle) {
          bundle.object("Certificate", "certctl-server").spec.issuerRef = { name: "other", kind: "ClusterIssuer" };
        },
      },
    },
    silent: {
      "a certificate with another name in it": {
        settings: ISSUED,
        change(bundle) {
          bundle.object("Certificate", "certctl-server").spec.dnsNames.push("more.example.com");
        },
        also: [],
      },
    },
  },
  "agent-trust-lost": {
    told: {
      "another Secret for the server, and the old authority for agents": {
        says: /same authority as before/,
        change(bundle) {
          volume(bundle, "server", "tls").secret.secretName = "web";
        },
      },
      "another issuer": {
        settings: ISSUED,
        says: /same authority as before/,
        change(bundle) {
          bundle.object("Certificate", "certctl-server").spec.issuerRef.name = "other";
        },
      },
      "another authority for agents": {
        says: /another authority than before/,
        change(bundle) {
          for (const one of podOf(bundle, "agent").volumes)
            if (one.secret !== undefined) one.secret.secretName = "other-ca";
        },
      },
    },
    silent: {
      "both at once": {
        also: ["server-tls-source"],
        change(bundle) {
          volume(bundle, "server", "tls").secret.secretName = "web";
          for (const one of podOf(bundle, "agent").volumes)
            if (one.secret !== undefined) one.secret.secretName = "web-ca";
        },
      },
      "another mode of the files": {
        also: [],
        change(bundle) {
          volume(bundle, "server", "tls").secret.defaultMode = 256;
        },
      },
    },
  },
  "issuing-ca-source": {
    told: {
      "another Secret": (bundle) => {
        volume(bundle, "server", "issuing-ca").secret.secretName = "other";
      },
      "none any more": {
        says: /in memory/,
        change(bundle) {
          setVariable(bundle, "server", "CERTCTL_CA_CERT_PATH", undefined);
          setVariable(bundle, "server", "CERTCTL_CA_KEY_PATH", undefined);
        },
      },
    },
    silent: {
      "another place for the same files": {
        also: [],
        change(bundle) {
          const mount = containerOf(bundle, "server").volumeMounts.find(
            (one: { name: string }) => one.name === "issuing-ca",
          );
          mount.mountPath = "/ca";
          setVariable(bundle, "server", "CERTCTL_CA_CERT_PATH", "/ca/tls.crt");
          setVariable(bundle, "server", "CERTCTL_CA_KEY_PATH", "/ca/tls.key");
        },
      },
    },
  },
  "agent-state": {
    told: {
      "another folder of the node": (bundle) => {
        for (const one of podOf(bundle, "agent").volumes)
          if (one.hostPath !== undefined) one.hostPath.path = "/var/lib/other";
      },
      "no folder of the node any more": (bundle) => {
        for (const one of podOf(bundle, "agent").volumes) {
          if (one.hostPath === undefined) continue;
          one.hostPath = undefined;
          one.emptyDir = {};
        }
      },
    },
    silent: {
      "another name for the same volume": {
        also: [],
        change(bundle) {
          const pod = podOf(bundle, "agent");
          const state = pod.volumes.find((one: { hostPath?: object }) => one.hostPath !== undefined);
          for (const { volumeMounts } of [...pod.initContainers, ...pod.containers]) {
            for (const one of volumeMounts) if (one.name === state.name) one.name = "keys";
          }
          state.name = "keys";
        },
      },
    },
  },
  "agent-server-url": {
    told: {
      "another server": {
        says: /another address/,
        change: (bundle) => agentText(bundle, "CERTCTL_SERVER_URL", "https://certctl.example.com"),
      },
      "another name of the same server": {
        says: /another name/,
        change: (bundle) =>
          agentText(bundle, "CERTCTL_SERVER_URL", "https://certctl-server.certctl.svc.cluster.local:8443"),
      },
    },
    silent: {
      "another name that the certificate has": {
        settings: ISSUED,
        also: [],
        change: (bundle) => agentText(bundle, "CERTCTL_SERVER_URL", "https://certctl-server.certctl:8443"),
      },
    },
  },
  "agent-key-source": {
    told: {
      "another Secret": {
        level: "caution",
        change: (bundle) => setVariable(bundle, "agent", "CERTCTL_API_KEY", fromSecret("other", "api-key")),
      },
    },
    silent: {
      "a variable beside it": {
        also: [],
        change: (bundle) => setVariable(bundle, "agent", "CERTCTL_LOG_LEVEL", "debug"),
      },
    },
  },
};
