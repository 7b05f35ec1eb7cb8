/** The command `build` against the real kustomize: the files of -o, and what is an address. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRepository } from "../../src/kustomize/load/remote.ts";
import { type Place, place } from "../support/cli.ts";
import { tool } from "./tools.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLUSTERS = join(ROOT, "out/clusters");
const KUSTOMIZE = tool("kustomize");

let here: Place;
beforeEach(() => {
  here = place();
  for (const folder of ["ours", "theirs"]) mkdirSync(join(here.path, folder));
});
afterEach(() => here.remove());

async function both(folder: string): Promise<void> {
  const { status, stderr } = spawnSync(KUSTOMIZE, ["build", folder, "-o", "theirs"], {
    cwd: here.path,
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
  expect(await here.cli("build", folder, "-o", "ours")).toEqual({ code: 0, out: "", err: "" });
  expect(here.files("ours")).toEqual(here.files("theirs"));
}

describe("one file per object", () => {
  it.each(readdirSync(CLUSTERS))("of cluster %s", (cluster) => both(join(CLUSTERS, cluster)));
  it.each([
    ["one namespace", ["apps/v1 Deployment Foo x", "v1 Namespace Bar ", "v1 ConfigMap c x"]],
    ["several namespaces", ["apps/v1 Deployment foo NS1", "v1 Namespace z x", "acme.com/v1 Thing t ", "v1 Node n "]],
    ["other letters", ["v1 ConfigMap AİΣΑ\u0301 x"]],
  ])("of %s", async (_name, objects) => {
    const texts = objects.map((object) => {
      const [apiVersion, kind, name, namespace] = object.split(" ");
      return JSON.stringify({ apiVersion, kind, metadata: { name, ...(namespace === "" ? {} : { namespace }) } });
    });
    here.write("a/kustomization.yaml", "resources: [objects.yaml]\n");
    here.write("a/objects.yaml", texts.join("\n---\n"));
    await both("a");
  });
});

describe("addresses", () => {
  const WORDS =
    "https://github.com/x/y http://h/x http://h/x/y https://h https://h/ ssh://git@h/x/y ssh://h:22/x/y git@github.com:x/y git@h:x/y git@h:x git@h/x/y git@h/x a@b github.com/x github.com/x/y github.com:x/y GitHub.com/x/y/z gitlab.com/x/y host:x/y h:x file:///a/b file://a file:// file:/// file:///a//b file:///a/b/.. file:///a//.. git::https://h/x/y git::github.com/x/y git::x/y x.git h/x.git/y https://h/x.git https://h//x https://h/a//x https://h/_git/x https://h/a/_git/x https://h/x/y?ref=1 github.com/x?ref=a/b ../github.com/x/y ./github.com/x/y HTTPS://H/x/y ftp://h/x/y a-b@c:d/e 1a@c:d/e a_b@c:d/e git@:x/y git@:x/y/z git@h:/x/y https:///x/y git@h/a:x/y https://u@h/x/y https://h/x/../y https://h/x/y/../../../z https://h/x/y/.. https://h/x.git/../.. file://a.git/.. ssh://x.git git@h:.git git@h:.git/x https://h/.git s3::https://a/b/c git@github.com/x/y oci://a/b/c github.com/x/y/.. github.com/x/y/../.. github.com/x/y/a/../.. https://h/a/_git/x/../.. https://h/a.git/_git/x https://h/a.git//x https://h/x.gitlab/y/../..";
  it("are told from folders as kustomize does, which runs git for them", () => {
    const theirs = WORDS.split(" ").map((argument) => {
      // Without git on its path it says so at once, and asks no network.
      const { stderr } = spawnSync(KUSTOMIZE, ["build", argument], {
        cwd: here.path,
        env: { PATH: here.path },
        encoding: "utf8",
      });
      return [argument, !stderr.includes("must build at directory")];
    });
    expect(WORDS.split(" ").map((argument) => [argument, isRepository(argument)])).toEqual(theirs);
  });
});
