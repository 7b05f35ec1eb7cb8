import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { at, type JsonObject } from "../../src/model/json.ts";
import { type Place, place } from "../support/cli.ts";

let here: Place;
beforeEach(() => {
  here = place();
});
afterEach(() => here.remove());

const documents = (text: string) => parseAllDocuments(text).map((d) => d.toJS() as JsonObject);
const names = (text: string) =>
  documents(text).map((d) => `${d.kind} ${at(d, "metadata", "namespace") ?? ""}/${at(d, "metadata", "name")}`);
const find = (text: string, name: string) =>
  documents(text).find((d) => d.kind === "Secret" && at(d, "metadata", "name") === name) ?? {};

describe("secrets ha, without a fleet file", () => {
  it("prints Namespaces and Secrets, on standard output alone, and writes no file", async () => {
    const { code, out, err } = await here.cli("secrets", "ha");
    expect([code, err]).toEqual([0, ""]);
    expect(names(out)).toEqual([
      "Namespace /certctl",
      "Namespace /certctl-agents",
      "Secret certctl/certctl-database",
      "Secret certctl/certctl-server",
      "Secret certctl/certctl-admin",
      "Secret certctl/certctl-encryption",
      "Secret certctl/certctl-issuing-ca",
      "Secret certctl/certctl-tls",
      "Secret certctl/certctl-server-ca-key",
      "Secret certctl-agents/certctl-agent",
      "Secret certctl-agents/certctl-server-ca",
    ]);
    expect(at(find(out, "certctl-database"), "stringData", "password")).toMatch(/^[0-9a-f]{64}$/);
    expect(find(out, "certctl-encryption").immutable).toBe(true);
    expect(here.files()).toEqual({});
  });
  it("prints the Namespaces as the bundle has them", async () => {
    await here.cli("gen", "ha");
    const { out } = await here.cli("secrets", "ha");
    for (const [file, i] of [
      ["base/config/namespace.yaml", 0],
      ["base/agent/namespace.yaml", 1],
    ] as const) {
      expect(documents(out)[i]).toEqual(documents(here.read(`out/${file}`))[0]);
    }
  });
  it("writes nothing either where a bundle is", async () => {
    await here.cli("gen", "ha");
    const before = here.picture();
    await here.cli("secrets", "ha");
    await here.cli("secrets", "ha", "--list");
    expect(here.picture()).toEqual(before);
  });
  it("makes other values each time", async () => {
    const password = async () =>
      at(find((await here.cli("secrets", "dev")).out, "certctl-database"), "stringData", "password");
    expect(await password()).not.toBe(await password());
  });
  it.each([["dev"], ["single-node"], ["ha"]])("knows profile %s by its name", async (profile) => {
    expect((await here.cli("secrets", profile, "--list")).code).toBe(0);
  });
  it("needs the profile of a cluster of another name", async () => {
    const wrong = await here.cli("secrets", "eu-1");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("--profile");
    expect((await here.cli("secrets", "eu-1", "--profile", "ha", "--list")).code).toBe(0);
  });
  it("can leave the Namespaces out", async () => {
    expect(names((await here.cli("secrets", "ha", "--no-namespace")).out).some((n) => n.startsWith("Namespace"))).toBe(
      false,
    );
  });
  it("is told the same settings as gen", async () => {
    const { out } = await here.cli("secrets", "ha", "--set", "namespace.name=pki", "--set", "agents.kind=statefulset");
    expect(names(out)).toContain("Secret pki/certctl-agent");
  });
});

describe("--list", () => {
  it("names all that is needed, who makes and who reads it, and makes none", async () => {
    const { code, out } = await here.cli("secrets", "ha", "--list", "--set", "database.type=external");
    expect(code).toBe(0);
    expect(out).toMatch(/certctl\/certctl-database\s+you\s+url\s+.*Deployment certctl-server/);
    expect(out).toMatch(/certctl\/certctl-admin\s+secrets\s+api-key\s+Job certctl-enroll/);
    expect(out).not.toMatch(/[0-9a-f]{64}|BEGIN/);
  });
  it("names the keys of the store", async () => {
    const { out } = await here.cli(
      "secrets",
      "ha",
      "--list",
      "--set",
      "secrets={provider: external-secrets, storeRef: {name: v}, keyPath: a/b}",
    );
    expect(out).toContain("a/b/certctl-server: auth-secret, api-keys-named, agent-bootstrap-token");
  });
});

describe("--only", () => {
  it("makes these", async () => {
    expect(
      names((await here.cli("secrets", "ha", "--only", "certctl-database,certctl-encryption", "--no-namespace")).out),
    ).toEqual(["Secret certctl/certctl-database", "Secret certctl/certctl-encryption"]);
  });
  it.each([
    ["certctl-databas", "certctl-database"],
    ["certctl-admin", "certctl-server"],
    ["", "certctl-"],
  ])("%j is refused", async (only, word) => {
    const { code, out, err } = await here.cli("secrets", "ha", "--only", only);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(word);
  });
});

describe("--rotate", () => {
  it("reads what is there from standard input, and keeps the value that is in use", async () => {
    const { out: first } = await here.cli("secrets", "ha", "--no-namespace");
    const old = at(find(first, "certctl-database"), "stringData", "password");
    const { code, out, err } = await here.cliWith(
      { stdin: first },
      "secrets",
      "ha",
      "--rotate",
      "database-password",
      "--from",
      "-",
    );
    expect(code).toBe(0);
    const changed = find(out, "certctl-database");
    const value = (key: string) =>
      at(changed, "stringData", key) ?? Buffer.from(String(at(changed, "data", key)), "base64").toString();
    expect(value("previous-password")).toBe(old);
    expect(value("password")).toMatch(/^[0-9a-f]{64}$/);
    expect(value("password")).not.toBe(old);
    expect(err).toContain("secretsRevision");
    expect(err).not.toContain(String(old));
    expect(names(out)).toEqual(["Secret certctl/certctl-database"]);
  });
  it("reads them from a file, too, and writes none", async () => {
    here.write("present.yaml", (await here.cli("secrets", "ha", "--no-namespace")).out);
    const before = here.picture();
    expect((await here.cli("secrets", "ha", "--rotate", "agent-key", "--from", "present.yaml")).code).toBe(0);
    expect(here.picture()).toEqual(before);
  });
  it.each([
    ["what is not there", ["--rotate", "database-password", "--from", "-"], "", 2],
    ["text that is no YAML", ["--rotate", "database-password", "--from", "-"], "a: [", 2],
    ["a file that is missing", ["--rotate", "database-password", "--from", "nowhere.yaml"], "", 3],
    ["no --from", ["--rotate", "database-password"], "", 2],
    ["--from alone", ["--from", "-"], "", 2],
    ["--only beside it", ["--rotate", "tls", "--from", "-", "--only", "a"], "", 2],
    ["--list beside it", ["--rotate", "tls", "--from", "-", "--list"], "", 2],
    ["the encryption key", ["--rotate", "encryption-key", "--from", "-"], "", 2],
    ["the issuing CA", ["--rotate", "certctl-issuing-ca", "--from", "-"], "", 2],
    ["something unknown", ["--rotate", "databse-password", "--from", "-"], "", 2],
  ])("refuses %s", async (_name, argv, stdin, expected) => {
    const { code, out, err } = await here.cliWith({ stdin }, "secrets", "ha", ...argv);
    expect([code, out]).toEqual([expected, ""]);
    expect(err).toMatch(/fix/);
    expect(err).not.toMatch(/\n {4}at |bug of certctl/);
  });
  it("says no value of what it read, whatever is wrong with it", async () => {
    const stdin =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: certctl-database, namespace: certctl}\nstringData: {password: [hunter2-hunter2]}\n";
    const { code, out, err } = await here.cliWith(
      { stdin },
      "secrets",
      "ha",
      "--rotate",
      "database-password",
      "--from",
      "-",
    );
    expect(code).toBe(2);
    expect(out + err).not.toContain("hunter2");
  });
});

describe("with a fleet file", () => {
  const FLEET = `apiVersion: certctl-gitops/v1alpha1
kind: Fleet
clusters:
  - { name: eu-1, profile: ha, namespace: { name: pki } }
  - { name: dev, profile: single-node, namespace: { name: lab } }
`;
  it("knows its clusters", async () => {
    here.write("certctl-gitops.yaml", FLEET);
    expect(names((await here.cli("secrets", "eu-1")).out)[0]).toBe("Namespace /pki");
  });
  it("takes a cluster that is named like a profile as what it is", async () => {
    here.write("certctl-gitops.yaml", FLEET);
    expect(names((await here.cli("secrets", "dev")).out)[0]).toBe("Namespace /lab");
  });
  it("makes a profile's Secrets beside it", async () => {
    here.write("certctl-gitops.yaml", FLEET);
    expect((await here.cli("secrets", "ha", "--list")).code).toBe(0);
  });
  it("guesses what a wrong name meant", async () => {
    here.write("certctl-gitops.yaml", FLEET);
    const { code, err } = await here.cli("secrets", "eu1");
    expect(code).toBe(2);
    expect(err).toContain("Did you mean eu-1?");
  });
  it("says what is wrong with the file", async () => {
    here.write("certctl-gitops.yaml", `${FLEET}x: 1\n`);
    const { code, out, err } = await here.cli("secrets", "ha");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("certctl-gitops.yaml:6:1");
  });
  it("needs a name", async () => {
    here.write("certctl-gitops.yaml", FLEET);
    expect((await here.cli("secrets")).code).toBe(2);
  });
});

describe("there is no way to a file", () => {
  it.each([
    ["--output", "x"],
    ["-w", "x"],
    ["--write", "x"],
    ["--to", "x"],
  ])("%s", async (...argv) => {
    expect((await here.cli("secrets", "ha", ...argv)).code).toBe(2);
    expect(here.files()).toEqual({});
  });
  it("--out names the folder of the bundle, and nothing is written to it", async () => {
    expect((await here.cli("secrets", "ha", "--out", "x", "--list")).code).toBe(0);
    expect(here.files()).toEqual({});
  });
});
