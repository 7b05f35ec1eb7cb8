/** `secrets` into a real API server: made once, never overwritten, rotated through a pipe. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { createNamespaces, freshName, kubectl, kubectlOk, NO_CLUSTER, removeNamespaces } from "./cluster.ts";
import { parseObjects } from "./objects.ts";
import { certctlGitops } from "./process.ts";
import { removeRepositories, repository } from "./workspace.ts";

const cluster = { name: "ha", settings: { profile: "ha" } };
const name = freshName();
const dry = freshName();

let folder: string;
let created: string[] = [];

/** What `certctl-gitops secrets` prints for the cluster in that namespace. */
async function secrets(namespace: string, args: readonly string[], stdin = ""): Promise<string> {
  const set = ["--set", `namespace.name=${namespace}`];
  const { code, stdout, stderr } = await certctlGitops(["secrets", cluster.name, ...set, ...args], folder, stdin);
  expect(code, stderr).toBe(0);
  return stdout;
}

interface Present {
  readonly metadata: { readonly name: string; readonly uid: string; readonly resourceVersion: string };
  readonly data: Record<string, string>;
}

async function present(): Promise<Record<string, Present>> {
  const lists = [name, `${name}-agents`].map(async (namespace) => {
    const text = await kubectlOk(["get", "secrets", "-n", namespace, "-o", "json"]);
    return (JSON.parse(text) as { items: Present[] }).items.map((s) => [`${namespace}/${s.metadata.name}`, s] as const);
  });
  return Object.fromEntries((await Promise.all(lists)).flat());
}

beforeAll(() => {
  folder = repository([cluster]);
});

afterAll(async () => {
  removeRepositories();
  if (created.length > 0) await removeNamespaces(created);
});

describe.skipIf(NO_CLUSTER !== undefined)(
  `against the API server${NO_CLUSTER === undefined ? "" : ` (${NO_CLUSTER})`}`,
  () => {
    it("takes every Secret of every way to have them, strictly and without a warning", async () => {
      const text = await secrets(dry, []);
      const namespaces = parseObjects(text).filter((object) => object.kind === "Namespace");
      expect(namespaces.map((n) => n.metadata.name)).toEqual([dry, `${dry}-agents`]);
      created = [...created, dry, `${dry}-agents`];
      await createNamespaces(namespaces);
      const ways = [[], ["agents.kind=statefulset"], ["agents.kind=off"], ["tls.source=init-container", "profile=dev"]];
      for (const way of ways) {
        const flags = way.filter((set) => !set.startsWith("profile")).flatMap((set) => ["--set", set]);
        const accept = way.includes("profile=dev")
          ? ["--set", "accept=[{rule: tls-init-container, reason: only for this test}]"]
          : [];
        const made = await secrets(dry, ["--no-namespace", ...flags, ...accept]);
        expect(parseObjects(made).every((object) => object.kind === "Secret")).toBe(true);
        const ended = await kubectl(["create", "--dry-run=server", "--validate=strict", "-f", "-"], made);
        expect(ended.stderr).toBe("");
        expect(ended.code).toBe(0);
      }
    });

    it("creates Namespaces and Secrets, and a second run is refused and changes nothing", async () => {
      created = [...created, name, `${name}-agents`];
      const first = await kubectl(["create", "--validate=strict", "-f", "-"], await secrets(name, []));
      expect(first.stderr).toBe("");
      expect(first.code).toBe(0);
      const before = await present();
      expect(Object.keys(before).length).toBeGreaterThanOrEqual(8);
      const second = await kubectl(["create", "-f", "-"], await secrets(name, []));
      expect(second.code).not.toBe(0);
      expect(second.stdout).toBe("");
      expect(second.stderr.match(/AlreadyExists/g)?.length).toBe(Object.keys(before).length + 2);
      expect(await present()).toEqual(before);
    });

    it("gives the Namespaces the labels and annotations of the bundle's own", async () => {
      const printed = parseObjects(await secrets(name, [])).filter((object) => object.kind === "Namespace");
      for (const expected of printed) {
        const real = JSON.parse(
          await kubectlOk(["get", "namespace", expected.metadata.name, "-o", "json"]),
        ) as Manifest;
        expect(real.metadata.labels).toMatchObject(expected.metadata.labels as JsonObject);
        expect(real.metadata.annotations).toMatchObject(expected.metadata.annotations as JsonObject);
      }
    });

    it("moves the database's password on, and nothing else", async () => {
      const before = await present();
      const yaml = await kubectlOk(["get", "secret", "-n", name, "-o", "yaml"]);
      const rotated = await secrets(name, ["--rotate", "database-password", "--from", "-"], yaml);
      const ended = await kubectl(["replace", "-f", "-"], rotated);
      expect(ended.stderr).toBe("");
      expect(ended.code).toBe(0);
      const after = await present();
      const key = `${name}/certctl-database`;
      const [old, now] = [before[key]?.data ?? {}, after[key]?.data ?? {}];
      expect(now["previous-password"]).toBe(old.password);
      expect(now.password).not.toBe(old.password);
      expect(Buffer.from(now.password ?? "", "base64").toString()).toMatch(/^[0-9a-f]{64}$/);
      expect({ ...after, [key]: undefined }).toEqual({ ...before, [key]: undefined });
    });

    it("refuses to change what must never change", async () => {
      const made = parseObjects(await secrets(name, ["--no-namespace"]));
      const key = made.filter((object) => object.metadata.name === "certctl-encryption");
      expect(key.length).toBe(1);
      const ended = await kubectl(["replace", "-f", "-"], JSON.stringify(key[0]));
      expect(ended.code).not.toBe(0);
      expect(ended.stderr).toMatch(/immutable/);
    });
  },
);
