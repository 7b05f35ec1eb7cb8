/** Over random fleets: the report says exactly what differs, secrets apart, and swapped sides give the mirrored one. */
import { describe, expect, it } from "vitest";
import { mirror } from "../../src/diff/mirror.ts";
import type { RenderedSide } from "../../src/diff/rendered-side.ts";
import { diffSides } from "../../src/diff/report.ts";
import { dataText } from "../../src/diff/same-data.ts";
import type { AppliedEnvironment, Resource } from "../../src/model/applied.ts";
import type { Change, ChangeKind, DiffReport } from "../../src/model/difference.ts";
import { formatId, type Manifest, resourceId } from "../../src/model/manifest.ts";
import { createRedactor } from "../../src/redaction/redactor.ts";
import { diffJson } from "../../src/reports/diff/json.ts";
import { type Random, random, seedOf } from "../support/random.ts";
import { applyReport, filledIn } from "./apply-report.ts";
import { resource } from "./objects.ts";
import { change, object } from "./random-objects.ts";

const FLEETS = 150;

const NO_FILES: RenderedSide["files"] = { has: () => false, contentOf: () => undefined };

type Objects = ReadonlyMap<string, Resource>;

const KINDS = ["Deployment.apps/v1", "ConfigMap", "Secret", "Custom.example.com/v1"];

/** A cluster's objects; some carry its name, and ConfigMaps and Secrets a hash that kustomize would give them. */
function cluster(r: Random, name: string): Objects {
  const objects = Array.from({ length: 1 + r.below(5) }, (_, index) => {
    const kind = r.pick(KINDS);
    const suffix = r.pick(["", `-${name}`, kind === "ConfigMap" || kind === "Secret" ? `-${hash(r)}` : ""]);
    const rest = kind === "Secret" ? { stringData: { password: `hunter2-${r.below(100)}` } } : { spec: object(r) };
    const own = { ...rest, note: r.pick([`this is ${name}`, "the same everywhere"]) };
    return resource(kind, `certctl/object-${index}${suffix}`, own);
  });
  return new Map(objects.map((one) => [formatId(one.id), one]));
}

function hash(r: Random): string {
  return Array.from({ length: 10 }, () => r.pick([..."2456789bcdfghkmt"])).join("");
}

/** `dice` decides the changes, so that clusters that share it change alike. */
function changed(objects: Objects, name: string, dice: Random): Objects {
  const all = [...objects.values()].flatMap((one): readonly Resource[] => {
    const what = dice.below(6);
    if (what === 0) return [];
    if (what < 3) return [one];
    const { spec, stringData, ...rest } = one.manifest as Manifest & { spec?: never; stringData?: never };
    const manifest = {
      ...rest,
      ...(stringData === undefined
        ? { spec: change(dice, spec ?? {}) }
        : { stringData: { password: `hunter2-${dice.below(100)}` } }),
    } as Manifest;
    return [rehashed({ ...one, manifest }, dice)];
  });
  const added = dice.below(3) === 0 ? [resource("ConfigMap", `certctl/new-${name}`, { data: { a: "1" } })] : [];
  return new Map([...all, ...added].map((one) => [formatId(one.id), one]));
}

function rehashed(one: Resource, dice: Random): Resource {
  const name = one.id.name.replace(/-[2456789bcdfghkmt]{10}$/, `-${hash(dice)}`);
  const manifest = { ...one.manifest, metadata: { ...one.manifest.metadata, name } };
  return { ...one, manifest, id: resourceId(manifest) };
}

function environment(name: string, objects: Objects): AppliedEnvironment {
  const resources = [...objects.values()];
  return { name, appliers: [{ kind: "none", by: undefined, resources }], resources, manualSecrets: [] };
}

function side(environments: readonly AppliedEnvironment[]): RenderedSide {
  return { name: { label: "a side" }, environments, incomplete: [], problems: [], notes: [], files: NO_FILES };
}

function fleet(seed: number): { readonly before: RenderedSide; readonly after: RenderedSide } {
  const r = random(seed);
  const names = Array.from({ length: 1 + r.below(4) }, (_, i) => `c-${i}`);
  const shared = r.below(2) === 0;
  const pairs = names.map((name) => {
    const objects = cluster(random(shared ? seed : seed * 31 + Number(name.slice(2))), name);
    const dice = random(r.below(2) === 0 ? seed + 7 : seed * 17 + Number(name.slice(2)));
    return [
      environment(`clusters/${name}`, objects),
      environment(`clusters/${name}`, changed(objects, name, dice)),
    ] as const;
  });
  return { before: side(pairs.map(([one]) => one)), after: side(pairs.map(([, other]) => other)) };
}

const all = (): boolean => true;

const SEED = seedOf(20260101);

describe("a report", () => {
  it("applied as JSON to the old objects gives the new ones, secrets apart", () => {
    let applied = 0;
    for (let seed = SEED; seed < SEED + FLEETS; seed++) {
      const { before, after } = fleet(seed);
      const json = JSON.parse(diffJson(diffSides(before, after, all))) as DiffReport;
      const manifests = [...before.environments, ...after.environments].flatMap(({ resources }) =>
        resources.map(({ manifest }) => manifest),
      );
      const { redact } = createRedactor(manifests);
      const shown = (one: AppliedEnvironment | undefined): Manifest[] =>
        (one?.resources ?? []).map(({ manifest }) => redact(manifest).manifest);
      for (const [index, one] of before.environments.entries()) {
        const made = applyReport(json, one.name, shown(one));
        applied += json.changes.length;
        expect(textsOf([...made.values()]), `seed ${seed}, ${one.name}`).toEqual(
          textsOf(shown(after.environments[index])),
        );
      }
    }
    expect(applied).toBeGreaterThan(FLEETS);
  });

  it("has no secret in it", () => {
    for (let seed = SEED; seed < SEED + FLEETS; seed++) {
      const { before, after } = fleet(seed);
      expect(diffJson(diffSides(before, after, all)), `seed ${seed}`).not.toMatch(/hunter2|aHVudGVyMi/);
    }
  });

  it("is the mirrored one where the sides are swapped", () => {
    for (let seed = SEED; seed < SEED + FLEETS; seed++) {
      const { before, after } = fleet(seed);
      const there = changesOf(diffSides(before, after, all), (one) => one);
      const back = changesOf(diffSides(after, before, all), mirrored);
      expect(back, `seed ${seed}`).toEqual(there);
    }
  });

  it("of equal sides is empty", () => {
    for (let seed = SEED; seed < SEED + FLEETS; seed++) {
      const { before } = fleet(seed);
      const again = fleet(seed).before;
      const report = diffSides(before, again, all);
      expect([report.verdict, report.changes, report.risks, report.images, report.order]).toEqual([
        "none",
        [],
        [],
        [],
        [],
      ]);
    }
  });

  it("folds what clusters have in common, whatever the cluster is called", () => {
    const named = (name: string, port: number): AppliedEnvironment =>
      environment(
        `clusters/${name}`,
        new Map([
          [
            "",
            resource("Deployment.apps/v1", `certctl/server-${name}`, { spec: { host: `${name}.example.com`, port } }),
          ],
        ]),
      );
    const names = ["eu-1", "us-1", "ap-1"];
    const report = diffSides(
      side(names.map((name) => named(name, 1))),
      side(names.map((name) => named(name, name === "ap-1" ? 1 : 2))),
      all,
    );
    expect(report.changes).toEqual([
      expect.objectContaining({
        id: "c1",
        after: { group: "apps", kind: "Deployment", namespace: "certctl", name: "server-<cluster>" },
        environments: [1, 2],
        variables: { cluster: ["eu-1", "us-1"] },
        others: { count: 1, outliers: [0] },
      }),
    ]);
  });
});

function textsOf(manifests: readonly Manifest[]): readonly string[] {
  return manifests.map((manifest) => dataText(manifest)).sort();
}

/** Every change in every environment, as it is there; where it was written and how it is called do not count. */
function changesOf({ changes, environments }: DiffReport, turn: (change: Change) => Change): readonly string[] {
  return changes
    .flatMap((one) =>
      one.environments.map((index, member) => {
        const { kind, before, after, renamed, edits, manifest, redacted } = turn(filledIn(one, member));
        const plain = edits.map(({ source, ...edit }) => edit);
        const rest = [environments[index]?.name, kind, before, after, renamed, plain, manifest, redacted];
        return dataText(JSON.parse(JSON.stringify(rest)));
      }),
    )
    .sort();
}

const SWAPPED: Readonly<Record<ChangeKind, ChangeKind>> = { added: "removed", removed: "added", changed: "changed" };

function mirrored({ kind, before, after, edits, ...rest }: Change): Change {
  return {
    ...rest,
    kind: SWAPPED[kind],
    ...(after && { before: after }),
    ...(before && { after: before }),
    edits: mirror(edits),
  };
}
