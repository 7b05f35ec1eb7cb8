/** The real kustomize agrees on every case: same objects in the same order, or both refuse. */
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildKustomization, treeSource } from "../../src/kustomize/build.ts";
import { parseDocuments } from "../../src/kustomize/documents.ts";
import { readCases } from "./case-files.ts";

const VERSION = "v5.8.1";
const PLACES = [process.env.KUSTOMIZE ?? "kustomize", join(homedir(), ".cache/certctl-gitops-cluster/bin/kustomize")];
const versions = PLACES.map((place) => ({ place, found: spawnSync(place, ["version"], { encoding: "utf8" }) }));
const binary = versions.find(({ found }) => found.stdout?.trim() === VERSION)?.place;
const cases = readCases();

describe("against the real kustomize", () => {
  it(`has kustomize ${VERSION} on PATH, in $KUSTOMIZE or in the cache`, (context) => {
    if (binary === undefined) context.skip(`no kustomize ${VERSION} at ${PLACES.join(" or ")}: nothing was compared`);
    expect(cases.length).toBeGreaterThan(40);
  });

  it.skipIf(binary === undefined).each(cases)("$name", (one) => {
    const real = spawnSync(binary ?? "", ["build", join(one.path, one.directory)], { encoding: "utf8" });
    const build = () => buildKustomization(treeSource(one.tree), one.directory);
    if (one.refused !== undefined || real.status !== 0) {
      expect(build).toThrow();
      expect(real.status === 0).toBe(one.refused !== undefined);
      return;
    }
    const objects = parseDocuments(real.stdout, one.name, "1.2").filter((document) => document !== null);
    expect(build()).toEqual(objects);
  });
});
