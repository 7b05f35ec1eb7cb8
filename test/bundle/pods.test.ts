/** What certctl really needs of its pods (contract §10), and how little they may do, for every kind of cluster. */
import { describe, expect, it } from "vitest";
import { at, isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import { requiredSecrets } from "../../src/secrets/required.ts";
import {
  container,
  containers,
  find,
  list,
  type Made,
  made,
  type Pod,
  pods,
  VARIANTS,
  variables,
} from "../support/bundle.ts";
import { againstBaseline, againstRestricted } from "../support/pod-security.ts";

const variants = Object.entries(VARIANTS);
const pod = (of: Made, workload: string): Pod | undefined => pods(of).find((p) => p.workload === workload);
const need = (of: Made, workload: string): Pod => {
  const found = pod(of, workload);
  if (found === undefined) throw new Error(`no pod of ${workload}`);
  return found;
};
const mounts = (one: JsonObject): Record<string, JsonObject> =>
  Object.fromEntries(list(one, "volumeMounts").map((m) => [String(m.mountPath), m]));
const volume = (spec: JsonObject, name: JsonValue | undefined): JsonObject | undefined =>
  list(spec, "volumes").find((v) => v.name === name);

/** Every Secret that a pod reads, with its key where one is named. */
function secretsOf(spec: JsonObject): string[] {
  const fromEnv = containers(spec).flatMap((c) =>
    list(c, "env").flatMap((v) => {
      const ref = at(v, "valueFrom", "secretKeyRef");
      return isObject(ref) ? [`${ref.name}:${ref.key}`] : [];
    }),
  );
  const fromVolumes = list(spec, "volumes").flatMap((v) => {
    const secret = v.secret;
    // What may be missing need not be there.
    if (!isObject(secret) || secret.optional === true) return [];
    const items = list(secret, "items").map((item) => `${secret.secretName}:${item.key}`);
    return items.length > 0 ? items : [`${secret.secretName}:*`];
  });
  return [...new Set([...fromEnv, ...fromVolumes])].sort();
}

describe.each(variants)("every pod of %s", (_name, settings) => {
  it("passes restricted in the server's namespace; a DaemonSet's agents alone need more, and say so", async () => {
    const of = await made(settings);
    for (const one of pods(of)) {
      if (one.kind === "DaemonSet") {
        expect(one.namespace).toBe(of.env.agents.namespace);
        expect(againstBaseline(one.spec).every((p) => p.startsWith("hostPath "))).toBe(true);
      } else expect(againstRestricted(one.spec), one.workload).toEqual([]);
    }
    const levels = of.objects.flatMap(({ manifest: m }) =>
      m.kind === "Namespace"
        ? [[m.metadata.name, at(m, "metadata", "labels", "pod-security.kubernetes.io/enforce")]]
        : [],
    );
    const agents = of.env.agents.kind === "daemonset" ? [[of.env.agents.namespace, "privileged"]] : [];
    expect(levels).toEqual(of.env.namespace.owned ? [[of.env.namespace.name, "restricted"], ...agents] : []);
  });
  it("has a token of no account, no variables of Services, and a numeric user", async () => {
    for (const { spec, workload } of pods(await made(settings))) {
      expect(spec.automountServiceAccountToken, workload).toBe(false);
      expect(spec.enableServiceLinks, workload).toBe(false);
      expect(spec.nodeSelector, workload).toMatchObject({ "kubernetes.io/arch": "amd64" });
      expect(at(spec, "securityContext", "runAsUser"), workload).toBe(
        /database|credentials/.test(workload) ? 70 : 1000,
      );
      expect(at(spec, "securityContext", "fsGroup"), workload).toBe(at(spec, "securityContext", "runAsUser"));
      expect(typeof spec.serviceAccountName, workload).toBe("string");
      for (const one of containers(spec)) {
        expect(at(one, "securityContext", "readOnlyRootFilesystem"), `${workload} ${one.name}`).toBe(true);
        expect(at(one, "resources", "requests", "memory"), `${workload} ${one.name}`).toBeDefined();
        expect(at(one, "resources", "limits", "memory"), `${workload} ${one.name}`).toBeDefined();
        expect(one.workingDir, "the server reads ./migrations").toBeUndefined();
        expect(String(one.image)).toMatch(
          /^(ghcr\.io\/certctl-io\/certctl-(server|agent):v\d|postgres:\d+-alpine$|docker\.io\/alpine\/openssl:)/,
        );
      }
    }
  });
  it("uses accounts that are there and have no token", async () => {
    const of = await made(settings);
    for (const { spec, namespace } of pods(of)) {
      const account = of.objects.find(
        ({ manifest: m }) =>
          m.kind === "ServiceAccount" &&
          m.metadata.name === spec.serviceAccountName &&
          m.metadata.namespace === namespace,
      );
      expect(account?.manifest.automountServiceAccountToken).toBe(false);
    }
  });
  it("mounts volumes that are there, and has none for nothing", async () => {
    for (const { spec, workload, kind } of pods(await made(settings))) {
      const claims =
        ["certctl-database", "certctl-agent"].includes(workload) && kind === "StatefulSet"
          ? [workload === "certctl-database" ? "data" : "state"]
          : [];
      const there = [...list(spec, "volumes").map((v) => String(v.name)), ...claims];
      const used = containers(spec).flatMap((c) => list(c, "volumeMounts").map((m) => String(m.name)));
      expect(new Set(used), workload).toEqual(new Set(there));
      for (const one of containers(spec)) {
        const paths = list(one, "volumeMounts").map((m) => m.mountPath);
        expect(paths.length, `${workload} ${one.name}`).toBe(new Set(paths).size);
      }
    }
  });
  it("names each variable once, and uses another only after it", async () => {
    for (const { spec, workload } of pods(await made(settings))) {
      for (const one of containers(spec)) {
        const before: string[] = [];
        for (const variable of list(one, "env")) {
          const name = String(variable.name);
          expect(before, `${workload} ${one.name}`).not.toContain(name);
          for (const [, used] of String(variable.value ?? "").matchAll(/\$\(([A-Za-z_]\w*)\)/g))
            expect(before, `${workload} ${name}`).toContain(used);
          expect(variable.value === undefined || variable.valueFrom === undefined, name).toBe(true);
          before.push(name);
        }
      }
    }
  });
  it("reads Secrets that the list of Secrets has, with their keys, and the list has no other", async () => {
    const of = await made(settings);
    const listed = requiredSecrets(of.env);
    const read = pods(of).flatMap((p) =>
      secretsOf(p.spec).map((s) => ({
        where: `${p.kind} ${p.workload}`,
        namespace: p.namespace,
        name: s.split(":")[0],
        key: s.split(":")[1],
      })),
    );
    for (const { namespace, name, key, where } of read) {
      const secret = listed.find((s) => s.namespace === namespace && s.name === name);
      expect(secret?.readers, `${where} reads ${namespace}/${name}`).toContain(where);
      if (key !== "*") expect(secret?.keys.map((k) => k.key)).toContain(key);
    }
    const unread = listed.filter(
      (s) => s.readers.length > 0 && !read.some((r) => r.name === s.name && r.namespace === s.namespace),
    );
    expect(unread.map((s) => s.name)).toEqual([]);
  });
});

describe.each(variants)("the server of %s", (_name, settings) => {
  it("has all its variables", async () => {
    const of = await made(settings);
    const one = container(need(of, "certctl-server").spec, "server");
    const env = variables(of, one);
    const secret = (name: string, key: string) => ({ secretKeyRef: { name, key } });
    expect(env).toMatchObject({
      CERTCTL_SERVER_HOST: "0.0.0.0",
      CERTCTL_SERVER_PORT: "8443",
      CERTCTL_SERVER_TLS_CERT_PATH: "/etc/certctl/tls/tls.crt",
      CERTCTL_SERVER_TLS_KEY_PATH: "/etc/certctl/tls/tls.key",
      CERTCTL_AUTH_TYPE: "api-key",
      CERTCTL_AUTH_SECRET: secret("certctl-server", "auth-secret"),
      CERTCTL_API_KEYS_NAMED: secret("certctl-server", "api-keys-named"),
      CERTCTL_AGENT_BOOTSTRAP_TOKEN: secret("certctl-server", "agent-bootstrap-token"),
      CERTCTL_CONFIG_ENCRYPTION_KEY: secret("certctl-encryption", "key"),
      CERTCTL_CA_CERT_PATH: "/etc/certctl/issuing-ca/tls.crt",
      CERTCTL_CA_KEY_PATH: "/etc/certctl/issuing-ca/tls.key",
      CERTCTL_SCHEDULER_JOB_PROCESSOR_INTERVAL: "1h",
    });
    for (const name of ["CERTCTL_RATE_LIMIT_BACKEND", "CERTCTL_LOG_LEVEL", "CERTCTL_DATABASE_MAX_CONNS"])
      expect(env).toHaveProperty(name);
    if (of.env.database.type === "embedded") {
      expect(env.POSTGRES_PASSWORD).toEqual(secret("certctl-database", "password"));
      expect(env.CERTCTL_DATABASE_URL).toBe(
        "postgres://certctl:$(POSTGRES_PASSWORD)@certctl-database:5432/certctl?sslmode=disable",
      );
    } else {
      expect(env.CERTCTL_DATABASE_URL).toEqual(secret(of.env.database.secretName, "url"));
      expect(env).not.toHaveProperty("POSTGRES_PASSWORD");
      expect(env.PGSSLROOTCERT).toBe(
        of.env.database.caSecretName === "" ? undefined : "/etc/certctl/database-ca/ca.crt",
      );
    }
    expect(one.ports).toEqual([{ name: "https", containerPort: 8443 }]);
  });
  it("is asked over HTTPS, at the paths that certctl registers", async () => {
    const one = container(need(await made(settings), "certctl-server").spec, "server");
    const probe = (name: string) => at(one, name, "httpGet");
    expect(probe("startupProbe")).toEqual({ path: "/health", port: "https", scheme: "HTTPS" });
    expect(probe("livenessProbe")).toEqual({ path: "/health", port: "https", scheme: "HTTPS" });
    expect(probe("readinessProbe")).toEqual({ path: "/ready", port: "https", scheme: "HTTPS" });
    const seconds =
      Number(at(one, "startupProbe", "periodSeconds")) * Number(at(one, "startupProbe", "failureThreshold"));
    expect(seconds).toBeGreaterThanOrEqual(300);
  });
  it("stops without a lost request: a pause first, and more time than its audit log takes", async () => {
    const { spec } = need(await made(settings), "certctl-server");
    const one = container(spec, "server");
    const pause = Number(at(one, "lifecycle", "preStop", "exec", "command", 1));
    expect(at(one, "lifecycle", "preStop", "exec", "command", 0)).toBe("sleep");
    const flush = Number(list(one, "env").find((v) => v.name === "CERTCTL_AUDIT_FLUSH_TIMEOUT_SECONDS")?.value);
    expect(Number(spec.terminationGracePeriodSeconds)).toBeGreaterThan(pause + flush);
  });
  it("keeps its files where it looks for them", async () => {
    const of = await made(settings);
    const { spec } = need(of, "certctl-server");
    const at_ = mounts(container(spec, "server"));
    expect(at_["/etc/certctl/tls"]).toMatchObject({ readOnly: true });
    expect(at_["/etc/certctl/issuing-ca"]).toMatchObject({ readOnly: true });
    expect(volume(spec, at_["/etc/certctl/issuing-ca"]?.name)?.secret).toMatchObject({
      secretName: "certctl-issuing-ca",
      defaultMode: 0o440,
    });
    expect(volume(spec, at_["/tmp"]?.name)?.emptyDir).toEqual({});
    const tls = volume(spec, at_["/etc/certctl/tls"]?.name);
    if (of.env.tls.source === "init-container") expect(tls).toEqual({ name: "tls", emptyDir: { medium: "Memory" } });
    else expect(tls?.secret).toEqual({ secretName: of.env.tls.secretName, defaultMode: 0o440 });
  });
  it("is told of a renewed certificate, with no other image", async () => {
    const { spec } = need(await made(settings), "certctl-server");
    expect(spec.shareProcessNamespace).toBe(true);
    const [server, reload] = [container(spec, "server"), container(spec, "tls-reload")];
    expect(reload.image).toBe(server.image);
    expect(JSON.stringify(reload.command)).toContain("kill -HUP");
    expect(mounts(reload)["/etc/certctl/tls"]).toBeDefined();
  });
  it("has a Service and policies that select exactly its pods", async () => {
    const of = await made(settings);
    const labels = need(of, "certctl-server").labels;
    const selector = find(of, "Service", "certctl-server").spec as JsonObject;
    expect(labels).toMatchObject(selector.selector as JsonObject);
    expect(selector.ports).toEqual([{ name: "https", port: 8443, targetPort: "https" }]);
    for (const other of pods(of).filter((p) => p.workload !== "certctl-server"))
      expect(other.labels).not.toMatchObject(selector.selector as JsonObject);
  });
});

describe.each(variants)("the Jobs of %s", (_name, settings) => {
  it("migrate in the light form: TLS files and a database, no host, no keys", async () => {
    const of = await made(settings);
    const found = pod(of, "certctl-migrate");
    expect(found !== undefined).toBe(of.env.migrations === "hook");
    if (found === undefined) return;
    const one = container(found.spec, "migrate");
    const env = variables(of, one);
    expect(one.args).toEqual(["--migrate-only"]);
    expect(one.image).toBe(container(need(of, "certctl-server").spec, "server").image);
    expect(env).toMatchObject({
      CERTCTL_AUTH_TYPE: "none",
      CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY: "false",
      CERTCTL_SERVER_TLS_CERT_PATH: "/etc/certctl/tls/tls.crt",
    });
    expect(env).not.toHaveProperty("CERTCTL_SERVER_HOST");
    expect(env.CERTCTL_DATABASE_URL).toEqual(
      variables(of, container(need(of, "certctl-server").spec, "server")).CERTCTL_DATABASE_URL,
    );
    expect(mounts(one)["/etc/certctl/tls"]).toBeDefined();
    expect(
      secretsOf(found.spec).every((s) => /^(certctl-database|certctl-tls|certs|web|ca|url)\b/.test(s)),
      secretsOf(found.spec).join(),
    ).toBe(true);
  });
  it("make the role's password that of the Secret, for the embedded database alone", async () => {
    const of = await made(settings);
    const found = pod(of, "certctl-credentials");
    expect(found !== undefined).toBe(of.env.database.type === "embedded");
    if (found === undefined) return;
    const env = variables(of, container(found.spec, "credentials"));
    expect(env.PASSWORD).toEqual({ secretKeyRef: { name: "certctl-database", key: "password" } });
    expect(env.PREVIOUS_PASSWORD).toMatchObject({
      secretKeyRef: { name: "certctl-database", key: "previous-password" },
    });
    const revision = (workload: string, kind: string) =>
      at(find(of, kind, workload), "spec", "template", "metadata", "annotations", "certctl-gitops/secrets-revision");
    expect(revision("certctl-credentials", "Job")).toBe(of.env.server.secretsRevision);
    expect(revision("certctl-server", "Deployment")).toBe(of.env.server.secretsRevision);
  });
  it("grant roles with the administrator's key, which nobody else reads", async () => {
    const of = await made(settings);
    const readers = pods(of).filter((p) => secretsOf(p.spec).some((s) => s.startsWith("certctl-admin:")));
    expect(readers.map((p) => p.workload)).toEqual(["certctl-enroll"]);
    expect(need(of, "certctl-enroll").namespace).toBe(of.env.namespace.name);
    expect(variables(of, container(need(of, "certctl-enroll").spec, "enroll")).CERTCTL_SERVER_URL).toBe(
      `https://certctl-server.${of.env.namespace.name}.svc:8443`,
    );
  });
});

describe.each(variants)("the agents of %s", (_name, settings) => {
  it("are there as asked for", async () => {
    const of = await made(settings);
    const kinds = { daemonset: "DaemonSet", statefulset: "StatefulSet", off: undefined };
    expect(pod(of, "certctl-agent")?.kind).toBe(kinds[of.env.agents.kind]);
  });
  it("have an id that survives, and keys below a volume at the parent of their folder", async () => {
    const of = await made(settings);
    const found = pod(of, "certctl-agent");
    if (found === undefined) return;
    const { spec, kind } = found;
    const agent = container(spec, "agent");
    const env = variables(of, agent);
    expect(env.CERTCTL_KEY_DIR).toBe("/var/lib/certctl/keys");
    expect(Object.keys(mounts(agent))).toContain("/var/lib/certctl");
    expect(Object.keys(mounts(agent))).not.toContain("/var/lib/certctl/keys");
    expect(mounts(agent)["/var/lib/certctl"]).not.toHaveProperty("readOnly");
    const state = volume(spec, "state");
    if (kind === "DaemonSet")
      expect(state?.hostPath).toEqual({
        path: `/var/lib/certctl/c-${of.env.namespace.name}`,
        type: "DirectoryOrCreate",
      });
    else
      expect(
        list(find(of, "StatefulSet", "certctl-agent"), "spec", "volumeClaimTemplates").map((v) =>
          at(v, "metadata", "name"),
        ),
      ).toEqual(["state"]);
    expect(list(spec, "initContainers").map((c) => c.name)).toEqual(
      kind === "DaemonSet" ? ["state-directory", "enroll"] : ["enroll"],
    );
    const name = kind === "DaemonSet" ? "spec.nodeName" : "metadata.name";
    expect(variables(of, container(spec, "enroll")).AGENT_NAME).toEqual({ fieldRef: { fieldPath: name } });
    expect(at(agent, "livenessProbe", "exec", "command")).toEqual(["pgrep", "-f", "^/app/agent"]);
  });
  it("have their own keys and the authority, and no key of the server, its administrator or its database", async () => {
    const of = await made(settings);
    const found = pod(of, "certctl-agent");
    if (found === undefined) return;
    const trust = of.env.tls.source !== "init-container" ? ["certctl-server-ca:ca.crt"] : [];
    expect(secretsOf(found.spec)).toEqual(["certctl-agent:api-key", "certctl-agent:enroll-key", ...trust]);
    expect(JSON.stringify(found.spec)).not.toMatch(/tls\.key|certctl-admin|certctl-tls/);
  });
  it("know where the server is, and by what to trust it", async () => {
    const of = await made(settings);
    const found = pod(of, "certctl-agent");
    if (found === undefined) return;
    for (const name of ["enroll", "agent"]) {
      const one = container(found.spec, name);
      const env = variables(of, one);
      expect(env.CERTCTL_SERVER_URL).toBe(`https://certctl-server.${of.env.namespace.name}.svc:8443`);
      const trustsAny = of.env.tls.source === "init-container";
      const bundle = trustsAny ? "" : "/etc/certctl/ca/ca.crt";
      expect(env.CERTCTL_SERVER_CA_BUNDLE_PATH, name).toBe(bundle);
      expect(env.CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY, name).toBe(trustsAny ? "true" : undefined);
      // An authority that the agent reads must not be one that may be missing.
      expect(mounts(one)).toHaveProperty(["/etc/certctl/ca"]);
      const authority = volume(found.spec, "server-ca")?.secret;
      expect(at(authority, "optional"), name).toBe(trustsAny ? true : undefined);
    }
    expect(variables(of, container(found.spec, "agent")).CERTCTL_LOG_LEVEL).toBe(of.env.agents.logLevel);
  });
  it("see the directories that they look through", async () => {
    const of = await made(settings);
    const found = pod(of, "certctl-agent");
    if (found === undefined) return;
    const directories = of.env.agents.discoveryDirectories;
    const agent = container(found.spec, "agent");
    expect(variables(of, agent).CERTCTL_DISCOVERY_DIRS).toBe(
      directories.length === 0 ? undefined : directories.join(","),
    );
    for (const directory of directories) {
      const mount = mounts(agent)[directory];
      expect(mount).toMatchObject({ readOnly: true });
      expect(volume(found.spec, mount?.name)?.hostPath).toMatchObject({ path: directory });
    }
  });
});

describe.each(variants.filter(([, s]) => at(s, "database", "type") !== "external"))(
  "the database of %s",
  (_name, settings) => {
    it("can initialise, shut down, and be rolled", async () => {
      const of = await made(settings);
      const set = find(of, "StatefulSet", "certctl-database");
      const { spec } = need(of, "certctl-database");
      const one = container(spec, "postgres");
      const env = variables(of, one);
      const data = list(one, "volumeMounts").find((m) => m.name === "data")?.mountPath;
      expect(String(env.PGDATA).startsWith(`${data}/`)).toBe(true);
      expect(list(one, "volumeMounts").every((m) => m.subPath === undefined)).toBe(true);
      expect(at(set, "spec", "updateStrategy")).toEqual({ type: "RollingUpdate" });
      expect(Number(spec.terminationGracePeriodSeconds)).toBeGreaterThan(30);
      expect(env.POSTGRES_PASSWORD).toEqual({ secretKeyRef: { name: "certctl-database", key: "password" } });
      for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"])
        expect(at(one, probe, "exec", "command", 0)).toBe("pg_isready");
      expect(find(of, "Service", "certctl-database").spec).toMatchObject({ clusterIP: "None" });
      expect(at(set, "spec", "serviceName")).toBe("certctl-database");
      expect(at(set, "spec", "selector", "matchLabels")).toEqual(
        at(find(of, "Service", "certctl-database"), "spec", "selector"),
      );
    });
  },
);

describe("the checks of Pod Security themselves", () => {
  const good: JsonObject = {
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ name: "a", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }],
  };
  const bad: [string, JsonObject][] = [
    ["hostNetwork", { ...good, hostNetwork: true }],
    ["a hostPath", { ...good, volumes: [{ name: "a", hostPath: { path: "/" } }] }],
    ["a volume of another kind", { ...good, volumes: [{ name: "a", nfs: {} }] }],
    ["no user", { ...good, securityContext: {} }],
    [
      "root",
      { ...good, securityContext: { runAsNonRoot: true, runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } } },
    ],
    ["a bare container", { ...good, containers: [{ name: "a" }] }],
    ["a bare init container", { ...good, initContainers: [{ name: "a" }] }],
    [
      "a privileged container",
      {
        ...good,
        containers: [
          {
            name: "a",
            securityContext: { privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          },
        ],
      },
    ],
    [
      "an added capability",
      {
        ...good,
        containers: [
          {
            name: "a",
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"], add: ["CHOWN"] } },
          },
        ],
      },
    ],
    [
      "a port of the host",
      {
        ...good,
        containers: [
          {
            name: "a",
            ports: [{ hostPort: 1 }],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          },
        ],
      },
    ],
  ];
  it("let a good pod pass", () => {
    expect(againstRestricted(good)).toEqual([]);
  });
  it.each(bad)("stop %s", (_name, spec) => {
    expect(againstRestricted(spec)).not.toEqual([]);
  });
});
