/** What our schema check says of valid and of changed objects, against kubeconform with the same schemas and a real API server. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../../src/model/manifest.ts";
import { checkManifest } from "../../src/schemas/check.ts";
import { made, VARIANTS } from "../support/bundle.ts";
import { LAYOUT, writeJsonSchemas } from "../support/json-schema.ts";
import { shippedSchemas, shippedTables } from "../support/kinds.ts";
import { type Mutated, mutations } from "../support/mutations.ts";
import { random, seedOf } from "../support/random.ts";
import { samples } from "../support/samples.ts";
import { kubectl, NO_CLUSTER } from "./cluster.ts";
import { installCrds } from "./crds.ts";
import { execute, mapTwo } from "./process.ts";
import { tool } from "./tools.ts";

const schemas = shippedSchemas();
const chance = random(seedOf(20261125));

/** Changes of each object. */
const MANY = Number(process.env.SCHEMA_MUTATIONS ?? 30);

/** The messages of an object; none where it is valid. */
function ours(manifest: Manifest): string[] {
  const schema = schemas.find(manifest.apiVersion, manifest.kind);
  if (schema === undefined) throw new Error(`no schema of ${manifest.apiVersion} ${manifest.kind}`);
  return checkManifest(manifest, schema).map(({ message }) => message);
}

/** One object of each kind that bundles have, the largest one, and the samples. */
async function validObjects(): Promise<Manifest[]> {
  const bundles = await Promise.all(Object.values(VARIANTS).map((settings) => made(settings)));
  const kinds = new Map<string, Manifest>();
  const size = (manifest: Manifest | undefined): number => JSON.stringify(manifest ?? "").length;
  for (const { manifest } of bundles.flatMap(({ objects }) => objects)) {
    const kind = `${manifest.apiVersion} ${manifest.kind}`;
    if (size(manifest) > size(kinds.get(kind))) kinds.set(kind, manifest);
  }
  return [...kinds.values(), ...samples()];
}

let valid: Manifest[] = [];
beforeAll(async () => {
  valid = await validObjects();
});

describe(`against kubeconform, seed ${chance.seed}`, () => {
  /** The files that it calls valid. */
  async function kubeconform(manifests: readonly Manifest[]): Promise<Map<number, string>> {
    const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-schemas-"));
    try {
      writeJsonSchemas(join(folder, "schemas"), shippedTables());
      manifests.forEach((manifest, i) => {
        writeFileSync(join(folder, `${i}.json`), JSON.stringify(manifest));
      });
      const files = manifests.map((_, i) => join(folder, `${i}.json`));
      const location = join(folder, "schemas", LAYOUT);
      const args = ["-strict", "-verbose", "-output", "json", "-n", "2", "-schema-location", location, ...files];
      const { stdout } = await execute(tool("kubeconform"), args);
      const { resources } = JSON.parse(stdout) as { resources: { filename: string; status: string; msg: string }[] };
      return new Map(
        resources.map(({ filename, status, msg }) => [Number(/(\d+)\.json$/.exec(filename)?.[1]), `${status} ${msg}`]),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it("valid objects are valid to both", async () => {
    expect(valid.length).toBeGreaterThan(25);
    const theirs = await kubeconform(valid);
    expect(valid.map((manifest, i) => [manifest.kind, ours(manifest), theirs.get(i)?.trim()])).toEqual(
      valid.map(({ kind }) => [kind, [], "statusValid"]),
    );
  });

  it("the same changed objects are invalid to both", async () => {
    const changed = valid.flatMap((manifest) => mutations(manifest, MANY, chance));
    const theirs = await kubeconform(changed.map(({ manifest }) => manifest));
    expect(theirs.size).toBe(changed.length);
    const verdicts = changed.map(({ manifest, what }, i) => ({
      manifest,
      what,
      we: ours(manifest),
      they: theirs.get(i) ?? "",
    }));
    const different = verdicts.filter(({ we, they }) => (we.length === 0) !== they.startsWith("statusValid"));
    expect(
      different.map(({ manifest, what, we, they }) => `${manifest.kind}: ${what}: ${we.join("; ")} | ${they}`),
    ).toEqual([]);
    // Both answers are there often enough to mean something.
    expect(verdicts.filter(({ we }) => we.length > 0).length).toBeGreaterThan(400);
    expect(verdicts.filter(({ we }) => we.length === 0).length).toBeGreaterThan(100);
  });
});

describe.skipIf(NO_CLUSTER !== undefined)(
  `against the API server, seed ${chance.seed}${NO_CLUSTER === undefined ? "" : ` (${NO_CLUSTER})`}`,
  () => {
    /** What the server says about the form of an object, and not about what the form means. */
    const SCHEMA_WORDS =
      /unknown field|field not declared|cannot unmarshal|must be of type|illegal base64|quantities must match|expected (map|list|string|numeric|boolean)|in body should|parsing time|cannot convert|unrecognized type/;
    /** The groups that the server has, and of some it has not all kinds. */
    const INSTALLED =
      /^([a-z]+\/)?v\d+$|^(?!gateway)[a-z]+(\.[a-z]+)?\.k8s\.io\/|^(cert-manager|external-secrets|argoproj|traefik)\.io\/|^bitnami/;
    const NOT_INSTALLED = new Set(["ClusterIssuer", "SecretStore"]);
    /** An empty item is a slip, though the server takes it where an item needs no field. */
    const EMPTY_ITEM = /\] must be an object, and is null$/;
    const IN_DEFAULT = { namespace: "default" };

    beforeAll(installCrds);

    /** Why it refuses an object, created or applied; undefined where it takes both. */
    async function refusal(manifest: Manifest): Promise<string | undefined> {
      const namespaced = schemas.find(manifest.apiVersion, manifest.kind)?.namespaced === true;
      const metadata = { ...manifest.metadata, ...(namespaced && IN_DEFAULT) };
      const text = JSON.stringify({ ...manifest, metadata });
      for (const args of [["create"], ["apply", "--server-side"]]) {
        const { code, stderr } = await kubectl([...args, "--dry-run=server", "--validate=strict", "-f", "-"], text);
        if (code !== 0) return stderr;
      }
      return undefined;
    }

    it("refuses what we call invalid, and we call invalid what it can't read", async () => {
      const known = valid.filter(({ apiVersion, kind }) => INSTALLED.test(apiVersion) && !NOT_INSTALLED.has(kind));
      const changed = known.flatMap((manifest): Mutated[] => [
        { manifest, what: "nothing" },
        ...mutations(manifest, MANY / 5, chance),
      ]);
      const verdicts = await mapTwo(changed, async ({ manifest, what }) => ({
        what: `${manifest.kind}: ${what}`,
        we: ours(manifest),
        they: await refusal(manifest),
      }));
      const tooStrict = verdicts.filter(
        ({ we, they }) => we.length > 0 && they === undefined && !we.every((one) => EMPTY_ITEM.test(one)),
      );
      const tooLax = verdicts.filter(
        ({ we, they }) => we.length === 0 && they !== undefined && SCHEMA_WORDS.test(they),
      );
      expect(tooStrict.map(({ what, we }) => `${what}: ${we.join("; ")}`)).toEqual([]);
      expect(tooLax.map(({ what, they }) => `${what}: ${they}`)).toEqual([]);
    });
  },
);
