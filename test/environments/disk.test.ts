/** The real disk: links, devices, and how places are shown. */
import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { marked, markedPath, shownText } from "../../src/cli/places.ts";
import { findEnvironments } from "../../src/environments/environments.ts";
import { diskSource } from "../../src/files/disk-source.ts";
import { formatPlace } from "../../src/model/finding.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { configMap, fluxKustomization, told } from "./tree.ts";

let here: Folder;
beforeEach(() => {
  here = temporaryFolder();
});
afterEach(() => here.remove());

const search = (...paths: string[]) =>
  findEnvironments(
    marked(diskSource()),
    paths.map((path) => markedPath(join(here.path, path))),
    {
      repository: markedPath(here.path),
    },
  );

describe("a search on the disk", () => {
  it("names environments and places as a person in the folder knows them", () => {
    here.write("c/apps.yaml", fluxKustomization("apps", "./app", "  targetNamespace: web\n"));
    here.write("app/a.yaml", configMap("a"));
    const [environment] = search("c").environments;
    if (environment === undefined) throw new Error("none");
    expect(told([environment])).toEqual({ c: ["kustomization apps: ConfigMap web/a"] });
    const resource = environment.resources[0];
    const at = (path: string[]): string => shownText(formatPlace(resource?.placeOf(path) ?? {}), here.path);
    expect([at(["kind"]), at(["metadata", "namespace"])]).toEqual(["app/a.yaml:2:7", "c/apps.yaml:7:20"]);
  });
  it("follows links out of it once, and never in circles", () => {
    here.write("tree/sub/a.yaml", configMap("a"));
    here.write("other/b.yaml", configMap("b"));
    symlinkSync("..", join(here.path, "tree/sub/up"));
    symlinkSync("../other", join(here.path, "tree/other"));
    symlinkSync("../tree", join(here.path, "other/back"));
    symlinkSync("gone.yaml", join(here.path, "tree/nothing.yaml"));
    const found = search("tree");
    expect(found.problems).toEqual([]);
    const names = found.environments.flatMap(({ resources }) => resources.map(({ id }) => id.name));
    expect(names.toSorted()).toEqual(["a", "b"]);
  });
  it("takes whatever kustomizations hold, and places every object", () => {
    const fixtures = fileURLToPath(new URL("../kustomize/fixtures", import.meta.url));
    const found = findEnvironments(marked(diskSource()), [markedPath(fixtures)]);
    expect(found.environments.length).toBeGreaterThan(200);
    expect(found.problems.length).toBeGreaterThan(100);
    for (const { resources } of found.environments) {
      for (const resource of resources) expect(resource.placeOf(["metadata", "name"]).file).toContain("fixtures/");
    }
  });
  it("reads no device, and tells a file that is no text", () => {
    here.write("a.yaml", configMap("a"));
    execFileSync("mkfifo", [join(here.path, "pipe.yaml")]);
    expect(search(".").problems).toEqual([]);
    expect(search("pipe.yaml").problems.map(({ rule }) => rule)).toEqual(["no-such-file"]);
  });
});
