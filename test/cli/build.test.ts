import { chmodSync, lstatSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Place, place } from "../support/cli.ts";

let here: Place;
beforeEach(() => {
  here = place();
});
afterEach(() => here.remove());

/** What the object of `kustomization` is built to. */
const object = (name: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n`;

function kustomization(folder: string, ...names: string[]): void {
  here.write(`${folder}/kustomization.yaml`, "resources: [objects.yaml]\n");
  here.write(`${folder}/objects.yaml`, names.map(object).join("---\n"));
}

describe("build of one folder", () => {
  it.each([[[]], [["."]], [["./"]], [["../here"]]])("with %j is that of the current one", async (argv) => {
    kustomization("here", "a", "b");
    const said = await here.cliWith({ at: "here" }, "build", ...argv);
    expect(said).toEqual({ code: 0, out: `${object("a")}---\n${object("b")}`, err: "" });
  });
  it("reads bases outside of the current folder", async () => {
    kustomization("base", "a");
    here.write("over/kustomization.yaml", "resources: [../base]\nnamespace: apps\n");
    expect(await here.cliWith({ at: "over" }, "build")).toEqual({
      code: 0,
      out: `${object("a")}  namespace: apps\n`,
      err: "",
    });
  });
  it("follows a link to where it really is", async () => {
    kustomization("deep/base", "a");
    here.write("deep/over/kustomization.yaml", "resources: [../base]\n");
    symlinkSync("deep/over", join(here.path, "link"));
    expect(await here.cli("build", "link")).toEqual({ code: 0, out: object("a"), err: "" });
  });
  it("named twice is built once", async () => {
    kustomization("a", "a");
    expect(await here.cli("build", "a", "./a/", "a")).toEqual({ code: 0, out: object("a"), err: "" });
  });
});

describe("build --provenance", () => {
  const lines = (over: string): string =>
    [
      "base/objects.yaml:1:13: ServiceAccount apps/a apiVersion (resource)",
      "base/objects.yaml:2:7: ServiceAccount apps/a kind (resource)",
      "base/objects.yaml:4:9: ServiceAccount apps/a metadata.name (resource)",
      `${over}/kustomization.yaml:3:26: ServiceAccount apps/a metadata.annotations["x/y"] (kustomization)`,
      `${over}/kustomization.yaml:2:12: ServiceAccount apps/a metadata.namespace (kustomization)`,
    ].join("\n");
  beforeEach(() => {
    kustomization("base", "a");
    for (const over of ["over/one", "over/two"]) {
      const text = "resources: [../../base]\nnamespace: apps\ncommonAnnotations: {x/y: secret text}\n";
      here.write(`${over}/kustomization.yaml`, text);
    }
  });
  it("says file, line and field, and no value", async () => {
    const { code, out, err } = await here.cli("build", "over/one", "--provenance");
    expect([code, out, err]).toEqual([0, `${lines("over/one")}\n`, ""]);
  });
  it("is written to a file for each of several folders", async () => {
    await here.cli("build", "over/one", "over/two", "--provenance", "-o", "to");
    expect(Object.keys(here.files("to"))).toEqual(["one.txt", "two.txt"]);
  });
});

describe("build of several folders", () => {
  it("joins the results in their order", async () => {
    kustomization("b", "b");
    kustomization("a", "a");
    const said = await here.cli("build", "b", "a");
    expect(said).toEqual({ code: 0, out: `${object("b")}---\n${object("a")}`, err: "" });
  });
  it("writes a file for each below the folder that they have in common", async () => {
    kustomization("clusters/eu/a", "a");
    kustomization("clusters/b", "b");
    here.write("to/new/foreign", "stays");
    expect(await here.cli("build", "clusters/eu/a", "clusters/b", "-o", "to/new")).toEqual({
      code: 0,
      out: "",
      err: "",
    });
    expect(here.files("to")).toEqual({
      "new/b.yaml": object("b"),
      "new/eu/a.yaml": object("a"),
      "new/foreign": "stays",
    });
  });
});

describe("build -o with one folder", () => {
  beforeEach(() => kustomization("a", "One", "two"));
  const all = `${object("One")}---\n${object("two")}`;

  it.each([["x.yaml"], ["to/x.yaml"]])("writes the file %s", async (path) => {
    mkdirSync(join(here.path, "to"));
    expect(await here.cli("build", "a", "-o", path)).toEqual({ code: 0, out: "", err: "" });
    expect(here.read(path)).toBe(all);
    expect(Object.keys(here.files())).toEqual(["a/kustomization.yaml", "a/objects.yaml", path]);
  });
  it("reads -o=x as kustomize does", async () => {
    expect((await here.cli("build", "a", "-o=x.yaml")).code).toBe(0);
    expect(here.read("x.yaml")).toBe(all);
  });
  it("replaces a file, and keeps its mode and a link to it", async () => {
    here.write("real.yaml", "old");
    chmodSync(join(here.path, "real.yaml"), 0o640);
    symlinkSync("real.yaml", join(here.path, "x.yaml"));
    expect((await here.cli("build", "a", "-o", "x.yaml")).code).toBe(0);
    expect(here.read("real.yaml")).toBe(all);
    expect(lstatSync(join(here.path, "x.yaml")).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(here.path, "real.yaml")).mode & 0o777).toBe(0o640);
  });
  it("writes one file per object into a folder, and leaves others", async () => {
    here.write("to/foreign", "stays");
    expect(await here.cli("build", "a", "-o", "to")).toEqual({ code: 0, out: "", err: "" });
    expect(here.files("to")).toEqual({
      foreign: "stays",
      "v1_serviceaccount_one.yaml": object("One"),
      "v1_serviceaccount_two.yaml": object("two"),
    });
  });
  it("writes to what is no regular file as it is", async () => {
    expect((await here.cli("build", "a", "-o", "/dev/null")).code).toBe(0);
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
  it("refuses two objects in one file", async () => {
    kustomization("a", "One", "one");
    mkdirSync(join(here.path, "to"));
    const { code, err } = await here.cli("build", "a", "-o", "to");
    expect([code, here.files("to")]).toEqual([2, {}]);
    expect(err).toContain("two objects would be in the file v1_serviceaccount_one.yaml");
  });
  it.each([
    [["a"], "no/x.yaml", "there is no folder no for x.yaml"],
    [["a"], "no/", "there is no folder no/"],
    [["a"], "dangling", "dangling is a link to nothing"],
    [["a"], "a/objects.yaml/x", "there is no folder a/objects.yaml for x"],
    [["a", "b"], "a/objects.yaml", "a/objects.yaml is no folder, and 2 folders need one"],
    [["/", "a"], "to", "/ has no name"],
  ])("of %j to %s is refused", async (folders, path, message) => {
    kustomization("b", "b");
    symlinkSync("nowhere", join(here.path, "dangling"));
    const before = here.picture();
    const { code, out, err } = await here.cli("build", ...folders, "-o", path);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(here.picture()).toEqual(before);
  });
});

describe("what is wrong with a build", () => {
  it("is told for all folders at once, seen from the current one, and nothing is written", async () => {
    kustomization("base", "a");
    here.write("x/kustomization.yaml", "resources: [../base, gone.yaml]\n");
    here.write("x y/kustomization.yaml", "resources: [../base, gone.yaml]\n");
    here.write("at/empty/file", "");
    const { code, out, err } = await here.cliWith(
      { at: "at" },
      "build",
      "../base",
      "../x",
      "../x y",
      "empty",
      "no",
      "-o",
      "to",
    );
    expect([code, out]).toEqual([2, ""]);
    expect(err.match(/^ {2}at .*/gm)).toEqual([
      "  at   no",
      expect.stringMatching(/^ {2}at {3}\.\.\/x\/kustomization\.yaml/),
      expect.stringMatching(/^ {2}at {3}\.\.\/x y\/kustomization\.yaml/),
      "  at   empty",
    ]);
    expect(err).toMatch(/4 problems: nothing was written\.\n$/);
    expect(err).not.toContain(here.path.slice(1));
    expect(Object.keys(here.files())).not.toContain("at/to");
  });
  it("is told once where it is in the base of many", async () => {
    here.write("base/kustomization.yaml", "resources: [gone.yaml]\n");
    for (const name of ["a", "b"]) here.write(`${name}/kustomization.yaml`, "resources: [../base]\n");
    const { code, err } = await here.cli("build", "a", "b");
    expect(code).toBe(2);
    expect(err).toMatch(/1 problem: nothing was written\.\n$/);
  });
  it.each([
    ["no", "must build at directory: not a valid directory: 'no': no such file or directory", "Correct the path."],
    ["a/objects.yaml", "must build at directory: 'a/objects.yaml': file is not directory", "Name a folder."],
    ["a/kustomization.yaml", "'a/kustomization.yaml': file is not directory", "Name its folder: a."],
    ["", "must build at directory: directory path cannot be empty", "Name a folder"],
    ["https://github.com/acme/x?ref=v1", "is a remote repository", "git subtree add"],
    ["github.com/acme/x", "is a remote repository", "write ./ before"],
  ])("%j is no folder", async (argument, message, fix) => {
    kustomization("a", "a");
    const { code, out, err } = await here.cli("build", argument);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err).toContain(fix);
  });
  it("a file that cannot be read is a failure", async () => {
    kustomization("a", "a");
    symlinkSync("loop", join(here.path, "a/loop"));
    here.write("a/kustomization.yaml", "resources: [loop]\n");
    const { code, err } = await here.cli("build", "a");
    expect(code).toBe(3);
    expect(err).toContain("error: a/loop is one of more than 40 links in a row");
  });
});

describe("the flags of kustomize", () => {
  beforeEach(() => kustomization("a", "a"));
  it.each([
    ["--enable-helm"],
    ["--helm-command", "helm"],
    ["--helm-api-versions", "v1"],
    ["--helm-kube-version", "1.30"],
    ["--helm-debug"],
    ["--enable-alpha-plugins"],
    ["--enable-exec"],
    ["--enable-star"],
    ["--env", "A=b"],
    ["--mount", "x"],
    ["--network"],
    ["--network-name", "x"],
    ["--as-current-user"],
    ["--reorder", "none"],
    ["--stack-trace"],
  ])("%s is refused by name", async (flag, ...value) => {
    const { code, out, err } = await here.cli("build", "a", flag, ...value);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(new RegExp(`^error: ${flag}: .* \\[build-flag\\]\\n {2}at {3}${flag}\\n {2}fix {2}.`));
  });
  it("are all refused at once", async () => {
    const { err } = await here.cli("build", "a", "-e", "A=b", "--enable-helm");
    expect(err).toMatch(/2 problems: nothing was written/);
  });
  it("--load-restrictor takes kustomize's words", async () => {
    expect((await here.cli("build", "a", "--load-restrictor", "LoadRestrictionsNone")).code).toBe(0);
    expect((await here.cli("build", "a", "--load-restrictor", "none")).code).toBe(2);
  });
  it("--enable-managedby-label works, and says that it is old", async () => {
    const { code, err } = await here.cli("build", "a", "--enable-managedby-label");
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: --enable-managedby-label is deprecated in kustomize: .*\n$/);
  });
});
