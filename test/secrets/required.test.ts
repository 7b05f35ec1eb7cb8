import { describe, expect, test } from "vitest";
import type { Environment } from "../../src/model/environment.ts";
import { formatSecretList, listSecrets, storeEntries } from "../../src/secrets/list.ts";
import { requiredSecrets } from "../../src/secrets/required.ts";
import { EXTERNAL, environment, NO_AGENTS, STATEFULSET } from "./environment.ts";

const rows = (changes: Partial<Environment>) =>
  Object.fromEntries(
    requiredSecrets(environment(changes)).map(({ namespace, name, keys, madeBy }) => [
      `${namespace}/${name}`,
      `${keys.map(({ key }) => key).join(" ")} by ${madeBy}`,
    ]),
  );
const ISSUER = { name: "acme", kind: "Issuer", group: "cert-manager.io" };
const certManager = (kind: string): Environment["tls"] => ({
  source: "cert-manager",
  secretName: "certctl-tls",
  issuerRef: { ...ISSUER, kind },
});

describe("the table of Secrets", () => {
  test("of everything made here", () => {
    expect(rows({})).toEqual({
      "certctl/certctl-database": "password previous-password by secrets",
      "certctl/certctl-server": "auth-secret api-keys-named agent-bootstrap-token by secrets",
      "certctl/certctl-admin": "api-key by secrets",
      "certctl/certctl-encryption": "key by secrets",
      "certctl/certctl-issuing-ca": "tls.crt tls.key by secrets",
      "certctl/certctl-tls": "tls.crt tls.key ca.crt by secrets",
      "certctl/certctl-server-ca-key": "tls.crt tls.key by secrets",
      "certctl-agents/certctl-agent": "api-key enroll-key by secrets",
      "certctl-agents/certctl-server-ca": "ca.crt by secrets",
    });
  });

  test("only what must never change is immutable", () => {
    const immutable = requiredSecrets(environment()).filter((secret) => secret.immutable);
    expect(immutable.map(({ name }) => name)).toEqual(["certctl-encryption", "certctl-issuing-ca"]);
  });

  test("names its readers", () => {
    const readers = (changes: Partial<Environment>, name: string) =>
      requiredSecrets(environment(changes)).find((secret) => secret.name === name)?.readers;
    expect(readers({}, "certctl-database")).toEqual([
      "StatefulSet certctl-database",
      "Job certctl-credentials",
      "Job certctl-migrate",
      "Deployment certctl-server",
    ]);
    expect(readers({ migrations: "boot" }, "certctl-database")).not.toContain("Job certctl-migrate");
    expect(readers({}, "certctl-tls")).toContain("Job certctl-enroll");
    expect(readers({ agents: STATEFULSET }, "certctl-agent")).toEqual(["StatefulSet certctl-agent"]);
  });

  test("an external database brings its URL and authority", () => {
    const found = rows({ database: EXTERNAL });
    expect(found["certctl/certctl-database-url"]).toBe("url by you");
    expect(found["certctl/certctl-database-ca"]).toBe("ca.crt by you");
    expect(found).not.toHaveProperty("certctl/certctl-database");
    expect(rows({ database: { ...EXTERNAL, caSecretName: "" } })).not.toHaveProperty("certctl/certctl-database-ca");
  });

  test.each<[string, Partial<Environment>, string | undefined, string | undefined]>([
    ["self-signed", {}, "tls.crt tls.key ca.crt by secrets", "ca.crt by secrets"],
    [
      "a Secret",
      { tls: { source: "secret", secretName: "certctl-tls" } },
      "tls.crt tls.key ca.crt by you",
      "ca.crt by you",
    ],
    [
      "a ClusterIssuer",
      { tls: certManager("ClusterIssuer") },
      "tls.crt tls.key ca.crt by cert-manager",
      "ca.crt by cert-manager",
    ],
    ["an Issuer", { tls: certManager("Issuer") }, "tls.crt tls.key ca.crt by cert-manager", "ca.crt by you"],
    [
      "an init container",
      {
        tls: {
          source: "init-container",
          secretName: "certctl-tls",
          image: { name: "x", tag: "1", digest: "" },
        },
      },
      undefined,
      undefined,
    ],
    ["no agents", { agents: NO_AGENTS }, "tls.crt tls.key ca.crt by secrets", undefined],
  ])("trust with %s", (_, changes, pair, ca) => {
    expect(rows(changes)["certctl/certctl-tls"]).toBe(pair);
    expect(rows(changes)["certctl-agents/certctl-server-ca"]).toBe(ca);
  });

  test("agents of a StatefulSet read theirs beside the server", () => {
    const found = rows({ agents: STATEFULSET, tls: certManager("Issuer") });
    expect(found["certctl/certctl-agent"]).toBe("api-key enroll-key by secrets");
    expect(found["certctl/certctl-server-ca"]).toBe("ca.crt by cert-manager");
  });

  test("without agents nothing is in their namespace", () => {
    expect(requiredSecrets(environment({ agents: NO_AGENTS })).map(({ namespace }) => namespace)).not.toContain(
      "certctl-agents",
    );
  });
});

describe("listing", () => {
  test("adds what surrounds the bundle", () => {
    const env = environment({
      certctl: { ...environment().certctl, pullSecrets: ["registry"] },
      ingress: {
        type: "nginx",
        host: "certctl.acme.example",
        className: "nginx",
        tlsSecretName: "certctl-web",
        controllerNamespace: "ingress-nginx",
        annotations: {},
      },
    });
    const extra = listSecrets(env).slice(requiredSecrets(env).length);
    expect(extra.map(({ namespace, name, madeBy }) => `${namespace}/${name} ${madeBy}`)).toEqual([
      "certctl/certctl-web you",
      "certctl/registry you",
      "certctl-agents/registry you",
    ]);
  });

  test("aligns its columns and ends with the notes", () => {
    const [head = "", ...lines] = formatSecretList(listSecrets(environment())).split("\n");
    const columns = ["MADE BY", "KEYS", "READ BY"].map((title) => head.indexOf(title));
    for (const line of lines.slice(0, 9))
      for (const column of columns) expect(line.slice(column - 2, column + 1)).toMatch(/^ {2}\S$/);
    expect(lines).toContain("");
    expect(lines.at(-1)).toBe("");
    expect(lines.find((line) => line.startsWith("certctl-encryption: Never changes"))).toBeDefined();
  });

  test("warns of issuers that give no authority", () => {
    const notes = (tls: Environment["tls"]) => formatSecretList(listSecrets(environment({ tls })));
    expect(notes(certManager("ClusterIssuer"))).toMatch(/^certctl-tls: An ACME issuer gives no ca\.crt/m);
    expect(notes(environment().tls)).not.toContain("ACME");
  });

  test("says what an external store must hold", () => {
    const secrets: Environment["secrets"] = {
      provider: "external-secrets",
      storeRef: { name: "vault", kind: "ClusterSecretStore" },
      keyPath: "acme/eu-1",
      refreshInterval: "1h",
    };
    const entries = storeEntries(environment({ secrets, tls: certManager("ClusterIssuer") }));
    expect(entries.map(({ key, properties }) => `${key} ${properties.join(" ")}`)).toEqual([
      "acme/eu-1/certctl-database password previous-password",
      "acme/eu-1/certctl-server auth-secret api-keys-named agent-bootstrap-token",
      "acme/eu-1/certctl-admin api-key",
      "acme/eu-1/certctl-encryption key",
      "acme/eu-1/certctl-issuing-ca tls.crt tls.key",
      "acme/eu-1/certctl-agent api-key enroll-key",
    ]);
    expect(storeEntries(environment({ secrets })).map(({ key }) => key)).not.toContain(
      "acme/eu-1/certctl-server-ca-key",
    );
    expect(storeEntries(environment())).toEqual([]);
  });
});
