import { describe, expect, test } from "vitest";
import type { Manifest } from "../../src/model/manifest.ts";
import { makeSecrets } from "../../src/secrets/make.ts";
import { rotate } from "../../src/secrets/rotate.ts";
import { EXTERNAL, environment, NO_AGENTS, testIo } from "./environment.ts";
import { asStored, refusal, replaced, value } from "./helpers.ts";

const env = environment();
const stored = asStored(await makeSecrets(env, testIo("first")));
const names = (manifests: readonly Manifest[]) => manifests.map(({ metadata }) => metadata.name);
const keys = (manifests: readonly Manifest[]) => value(manifests, "certctl-server", "api-keys-named").split(",");

describe("the database's password", () => {
  test("moves to previous-password", async () => {
    const { changed, notes } = await rotate("database-password", stored, env, testIo("second"));
    expect(names(changed)).toEqual(["certctl-database"]);
    expect(value(changed, "certctl-database", "previous-password")).toBe(value(stored, "certctl-database", "password"));
    expect(value(changed, "certctl-database", "password")).toMatch(/^[0-9a-f]{64}$/);
    expect(value(changed, "certctl-database", "password")).not.toBe(value(stored, "certctl-database", "password"));
    expect(notes.join()).toContain("server.secretsRevision");
  });

  test("needs no previous-password, and keeps other keys", async () => {
    const bare = stored.map((secret) =>
      secret.metadata.name === "certctl-database" ? { ...secret, data: { password: "b2xk", extra: "eA==" } } : secret,
    );
    const { changed } = await rotate("database-password", bare, env, testIo("second"));
    expect(value(changed, "certctl-database", "previous-password")).toBe("old");
    expect(value(changed, "certctl-database", "extra")).toBe("x");
  });

  test("of an external database is not ours", async () => {
    const { error } = await refusal(() =>
      rotate("database-password", stored, environment({ database: EXTERNAL }), testIo()),
    );
    expect(error.findings[0]?.rule).toBe("rotation-refused");
  });
});

describe("what is written", () => {
  test("keeps the resource version and drops what the server set, the last applied values above all", async () => {
    const { changed } = await rotate("database-password", stored, env, testIo("second"));
    expect(changed[0]?.metadata).toEqual({ name: "certctl-database", namespace: "certctl", resourceVersion: "100" });
    expect(Object.keys(changed[0] ?? {}).sort()).toEqual(["apiVersion", "data", "kind", "metadata", "type"]);
  });

  test("keeps annotations and labels of others", async () => {
    const marked = stored.map((secret) => ({
      ...secret,
      metadata: {
        ...secret.metadata,
        labels: { a: "b" },
        annotations: { ...(secret.metadata.annotations as object), c: "d" },
      },
    }));
    const { changed } = await rotate("database-password", marked, env, testIo("second"));
    expect(changed[0]?.metadata).toMatchObject({ labels: { a: "b" } });
    expect(changed[0]?.metadata.annotations).toEqual({ c: "d" });
  });

  test("takes a List, other kinds among it, and what sops decrypted", async () => {
    const list = { apiVersion: "v1", kind: "List", items: [{ kind: "ConfigMap", metadata: { name: "x" } }, ...stored] };
    expect(names((await rotate("admin-key", [list], env, testIo("second"))).changed)).toHaveLength(2);
    const plain = await makeSecrets(env, testIo("first"));
    const { changed } = await rotate("admin-key", plain, env, testIo("second"));
    for (const secret of changed) expect(secret).not.toHaveProperty("data");
    expect(value(changed, "certctl-admin", "api-key")).toMatch(/^[0-9a-f]{64}$/);
  });

  test("leaves the input as it was", async () => {
    const before = JSON.stringify(stored);
    for (const what of ["agent-key", "tls", "server-ca"]) await rotate(what, stored, env, testIo("second", new Date()));
    expect(JSON.stringify(stored)).toBe(before);
  });
});

describe("API keys", () => {
  test.each([
    ["admin-key", "certctl-admin", "api-key", 0, ":admin"],
    ["agent-key", "certctl-agent", "api-key", 1, ""],
    ["enroll-key", "certctl-agent", "enroll-key", 2, ""],
  ])("%s: the new one first, the one in use behind it, never a third", async (what, secret, key, index, flag) => {
    const name = what.replace("-key", "");
    const once = replaced(stored, (await rotate(what, stored, env, testIo("second"))).changed);
    const before = value(stored, secret, key);
    const fresh = value(once, secret, key);
    expect(fresh).not.toBe(before);
    const expected: string[] = keys(stored);
    expected.splice(index, 1, `${name}:${fresh}${flag}`, `${name}:${before}${flag}`);
    expect(keys(once)).toEqual(expected);

    const twice = replaced(once, (await rotate(what, once, env, testIo("third"))).changed);
    expected.splice(index, 2, `${name}:${value(twice, secret, key)}${flag}`, `${name}:${fresh}${flag}`);
    expect(keys(twice)).toEqual(expected);
  });

  test("only the enrolment key changes the bootstrap token, and says what that means", async () => {
    const enroll = await rotate("enroll-key", stored, env, testIo("second"));
    expect(value(enroll.changed, "certctl-server", "agent-bootstrap-token")).toBe(
      value(enroll.changed, "certctl-agent", "enroll-key"),
    );
    expect(enroll.notes.join()).toContain("Registering with the old enrolment key fails");
    const agent = await rotate("agent-key", stored, env, testIo("second"));
    expect(value(agent.changed, "certctl-server", "agent-bootstrap-token")).toBe(
      value(stored, "certctl-server", "agent-bootstrap-token"),
    );
  });

  test("after half a rotation the key that agents have is the one kept", async () => {
    const first = await rotate("agent-key", stored, env, testIo("second"));
    const half = replaced(
      stored,
      first.changed.filter(({ metadata }) => metadata.name === "certctl-server"),
    );
    const { changed } = await rotate("agent-key", half, env, testIo("third"));
    expect(keys(changed)[2]).toBe(`agent:${value(stored, "certctl-agent", "api-key")}`);
  });

  test("without agents only the server's list changes", async () => {
    const { changed } = await rotate("agent-key", stored, environment({ agents: NO_AGENTS }), testIo("second"));
    expect(names(changed)).toEqual(["certctl-server"]);
  });
});

describe("refusals", () => {
  test.each(["encryption-key", "issuing-ca", "certctl-encryption", "certctl-issuing-ca"])(
    "%s is never rotated",
    async (what) => {
      const { error } = await refusal(() => rotate(what, stored, env, testIo()));
      expect(error.findings[0]?.rule).toBe("rotation-refused");
      expect(error.message).toContain("is never rotated: ");
    },
  );

  test("an unknown rotation", async () => {
    expect((await refusal(() => rotate("agent-keys", stored, env, testIo()))).text).toContain(
      "Did you mean agent-key?",
    );
    expect((await refusal(() => rotate("constructor", stored, env, testIo()))).text).toContain(
      "nothing called constructor",
    );
  });

  test.each([
    ["database-password", ["certctl/certctl-database"]],
    ["agent-key", ["certctl/certctl-server", "certctl-agents/certctl-agent"]],
    ["admin-key", ["certctl/certctl-server", "certctl/certctl-admin"]],
    ["tls", ["certctl/certctl-tls", "certctl/certctl-server-ca-key"]],
    ["server-ca", ["certctl/certctl-tls", "certctl/certctl-server-ca-key", "certctl-agents/certctl-server-ca"]],
  ])("%s names every Secret that is missing", async (what, missing) => {
    const { error } = await refusal(() => rotate(what, [], env, testIo()));
    expect(error.findings.map(({ message }) => message)).toEqual(missing.map((id) => `The input has no Secret ${id}.`));
  });

  test("a missing key, a doubled Secret, another namespace, an immutable one", async () => {
    const database = stored.slice(0, 1).map(({ data: _, ...rest }) => rest as Manifest);
    expect((await refusal(() => rotate("database-password", database, env, testIo()))).text).toContain(
      "has no key password",
    );
    const double = [...stored, ...stored];
    expect((await refusal(() => rotate("database-password", double, env, testIo()))).text).toContain("more than once");
    const elsewhere = environment({ namespace: { name: "other", owned: true } });
    expect((await refusal(() => rotate("database-password", stored, elsewhere, testIo()))).text).toContain(
      "other/certctl-database",
    );
    const fixed = stored.map((secret) => ({ ...secret, immutable: true }));
    expect((await refusal(() => rotate("admin-key", fixed, env, testIo()))).text).toContain("is immutable");
  });
});

test("where another program owns the Secrets, the notes say where the change belongs", async () => {
  const sealed = environment({ secrets: { provider: "sealed-secrets" } });
  expect((await rotate("admin-key", stored, sealed, testIo())).notes.at(-1)).toContain(
    "come from Git (sealed-secrets)",
  );
  expect((await rotate("admin-key", stored, env, testIo())).notes.join()).not.toContain("Git");
});
