import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { writeYaml } from "../../src/k8s/yaml-write.ts";
import { makeSecrets } from "../../src/secrets/make.ts";
import { parsePresent } from "../../src/secrets/present-text.ts";
import { EXTERNAL, environment, NO_AGENTS, testIo } from "./environment.ts";
import { refusal, value } from "./helpers.ts";

const NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "certctl" } };
const names = (manifests: readonly { metadata: { name: string } }[]) => manifests.map(({ metadata }) => metadata.name);

describe("making all Secrets", async () => {
  const made = await makeSecrets(environment(), testIo());

  test("gives one per row of the table, with its type", () => {
    expect(made.map(({ metadata, type, immutable }) => [metadata.namespace, metadata.name, type, immutable])).toEqual([
      ["certctl", "certctl-database", "Opaque", undefined],
      ["certctl", "certctl-server", "Opaque", undefined],
      ["certctl", "certctl-admin", "Opaque", undefined],
      ["certctl", "certctl-encryption", "Opaque", true],
      ["certctl", "certctl-issuing-ca", "kubernetes.io/tls", true],
      ["certctl", "certctl-tls", "kubernetes.io/tls", undefined],
      ["certctl", "certctl-server-ca-key", "kubernetes.io/tls", undefined],
      ["certctl-agents", "certctl-agent", "Opaque", undefined],
      ["certctl-agents", "certctl-server-ca", "Opaque", undefined],
    ]);
  });

  test("shares values where two Secrets must agree", () => {
    const admin = value(made, "certctl-admin", "api-key");
    const agent = value(made, "certctl-agent", "api-key");
    const enroll = value(made, "certctl-agent", "enroll-key");
    expect(value(made, "certctl-server", "api-keys-named")).toBe(
      `admin:${admin}:admin,agent:${agent},enroll:${enroll}`,
    );
    expect(value(made, "certctl-server", "agent-bootstrap-token")).toBe(enroll);
    expect(value(made, "certctl-database", "previous-password")).toBe(value(made, "certctl-database", "password"));
    expect(value(made, "certctl-server-ca", "ca.crt")).toBe(value(made, "certctl-tls", "ca.crt"));
    expect(value(made, "certctl-server-ca-key", "tls.crt")).toBe(value(made, "certctl-tls", "ca.crt"));
  });

  test("makes every other value 256 bits of hex, no two alike", () => {
    const values = [
      value(made, "certctl-database", "password"),
      value(made, "certctl-server", "auth-secret"),
      value(made, "certctl-admin", "api-key"),
      value(made, "certctl-agent", "api-key"),
      value(made, "certctl-agent", "enroll-key"),
      value(made, "certctl-encryption", "key"),
    ];
    for (const one of values) expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(values).size).toBe(values.length);
  });

  test("gives agents no key of the server or an authority", () => {
    const theirs = made.filter(({ metadata }) => metadata.namespace === "certctl-agents");
    expect(JSON.stringify(theirs)).not.toContain("PRIVATE KEY");
    expect(JSON.stringify(theirs)).not.toContain(value(made, "certctl-admin", "api-key"));
  });

  test("makes an issuing authority that certctl takes", () => {
    const certificate = new X509Certificate(value(made, "certctl-issuing-ca", "tls.crt"));
    expect(certificate.ca).toBe(true);
    expect(certificate.subject).toBe("CN=certctl eu-1 issuing CA");
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(value(made, "certctl-issuing-ca", "tls.key")))).toBe(true);
  });

  test("is readable again as YAML, unchanged", () => {
    expect(parsePresent(made.map(writeYaml).join("---\n"))).toEqual(made);
  });

  test("depends on the random bytes it is given, keys of certificates apart", async () => {
    const plain = (manifests: typeof made) => manifests.filter((m) => !JSON.stringify(m).includes("BEGIN"));
    expect(plain(await makeSecrets(environment(), testIo()))).toEqual(plain(made));
    expect(plain(await makeSecrets(environment(), testIo("other")))).not.toEqual(plain(made));
  });
});

test("starts with the Namespaces and puts the given labels on each Secret", async () => {
  const labels = { "app.kubernetes.io/part-of": "certctl" };
  const made = await makeSecrets(environment(), testIo(), { namespaces: [NAMESPACE], labels, annotations: { a: "b" } });
  expect(made[0]).toBe(NAMESPACE);
  for (const { metadata } of made.slice(1)) expect(metadata).toMatchObject({ labels, annotations: { a: "b" } });
});

test("makes only what is this program's to make", async () => {
  const tls = { source: "secret", secretName: "certctl-tls" } as const;
  const made = await makeSecrets(environment({ database: EXTERNAL, tls, agents: NO_AGENTS }), testIo());
  expect(names(made)).toEqual(["certctl-server", "certctl-admin", "certctl-encryption", "certctl-issuing-ca"]);
});

describe("making some", () => {
  test("takes single ones and whole groups", async () => {
    expect(names(await makeSecrets(environment(), testIo(), { only: ["certctl-encryption"] }))).toEqual([
      "certctl-encryption",
    ]);
    const only = ["certctl-agent", "certctl-server", "certctl-admin"];
    expect(names(await makeSecrets(environment(), testIo(), { only }))).toHaveLength(3);
    const withoutAgents = await makeSecrets(environment({ agents: NO_AGENTS }), testIo(), { only: only.slice(1) });
    expect(names(withoutAgents)).toEqual(["certctl-server", "certctl-admin"]);
  });

  test.each([
    ["certctl-agent", "secrets-made-together", "certctl-server, certctl-admin, certctl-agent"],
    ["certctl-tls", "secrets-made-together", "certctl-tls, certctl-server-ca-key, certctl-server-ca"],
    ["certctl-databse", "secret-unknown", "Did you mean certctl-database?"],
    ["nothing-like-it", "secret-unknown", "Name one of certctl-database, "],
    ["toString", "secret-unknown", "has no Secret toString"],
  ])("refuses %s", async (name, rule, words) => {
    const { error, text } = await refusal(() => makeSecrets(environment(), testIo(), { only: [name] }));
    expect(error.findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(text).toContain(words);
  });

  test("refuses what others make, and says who", async () => {
    const { text } = await refusal(() =>
      makeSecrets(environment({ database: EXTERNAL }), testIo(), { only: ["certctl-database-url"] }),
    );
    expect(text).toContain("only you know its values");
  });

  test("reports every problem at once", async () => {
    const { error } = await refusal(() => makeSecrets(environment(), testIo(), { only: ["nope", "certctl-admin"] }));
    expect(error.findings).toHaveLength(2);
  });
});
