/** Every Kustomization of the example fleet is printed as the real kustomize prints it, one by one and all in one process. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { diskSource } from "../../src/files/disk-source.ts";
import { build, createBuildCache, createWriter, writeBuild } from "../../src/kustomize/build.ts";
import { render } from "../kustomize/render.ts";
import { kustomizations } from "./builds.ts";
import { kustomizeBuild } from "./kustomize-build.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const folders = kustomizations(`${ROOT}out`).map((folder) => relative(ROOT, folder));

const cache = createBuildCache();
const source = diskSource(ROOT);
const write = createWriter();

describe("the example fleet", () => {
  it("has Kustomizations", () => expect(folders.length).toBeGreaterThan(40));

  it.each(folders)("%s", async (folder) => {
    const { stdout, stderr } = await kustomizeBuild(`${ROOT}${folder}`);
    expect(render(`${ROOT}${folder}`)).toEqual({ stdout, stderr });
    expect(writeBuild(build(source, folder, { cache }), write)).toBe(stdout);
  });
});
