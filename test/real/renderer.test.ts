/** The real kustomize agrees on every case: same objects in the same order, or both refuse. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildKustomization, treeSource } from "../../src/kustomize/build.ts";
import { parseDocuments } from "../../src/kustomize/documents.ts";
import { readCases } from "../kustomize/case-files.ts";
import { tool } from "./tools.ts";

const kustomize = tool("kustomize");
const cases = readCases();

describe("against the real kustomize", () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(150));

  it.each(cases)("$name", (one) => {
    const real = spawnSync(kustomize, ["build", join(one.path, one.directory)], { encoding: "utf8" });
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
