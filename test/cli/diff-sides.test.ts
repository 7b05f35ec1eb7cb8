/** Which two states `diff` compares, how files are named then, and that nothing but what is applied counts. */
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { place, type Said } from "../support/cli.ts";
import { configMap, type DiffPlace, diffFolder, diffRepository, FLEET, writeAll } from "../support/diff.ts";
import { GIT_ENVIRONMENT } from "../support/repository.ts";

const places: { remove(): void }[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});
const kept = <T extends { remove(): void }>(one: T): T => {
  places.push(one);
  return one;
};
const repository = (files: Readonly<Record<string, string>> = FLEET): DiffPlace => kept(diffRepository(files));
/** The first line without its numbers of objects, and each edit. */
const facts = ({ code, out, err }: Said): unknown => ({
  code,
  err,
  says: [out.split(" · ")[0], ...out.split("\n").filter((line) => /^ {2}[~+-] /.test(line))],
});
const NONE = { code: 0, err: "", says: ["no difference: 3 environments looked at"] };
const edited = (to: string, at = "base/settings.yaml") => ({
  code: 0,
  err: "",
  says: ["review: 2 environments changed of 3", `  ~ data.a: b -> ${to}   at ${at}:6:6`],
});

describe("a repository", () => {
  it("is compared from where the branch left the default one: what others merged is not shown", async () => {
    const at = repository();
    at.git("checkout", "-q", "-b", "work");
    at.write("base/settings.yaml", configMap("settings", "a: mine"));
    at.commit();
    at.git("checkout", "-q", "main");
    at.write("plain/one.yaml", configMap("plain", "a: theirs"));
    at.commit();
    at.git("checkout", "-q", "work");
    expect(facts(await at.diff())).toEqual(edited("mine"));
    expect(facts(await at.diff("--head", "main"))).toEqual(NONE);
    expect(facts(await at.diff("--base", "work", "--head", "main"))).toEqual({
      code: 0,
      err: "",
      says: ["review: 1 environment changed of 3", "  ~ data.a: b -> theirs   at plain/one.yaml:6:6"],
    });
  });

  it("is compared as it would be committed: new files, but no ignored ones", async () => {
    const at = repository({ ...FLEET, ".gitignore": "*.tmp.yaml\nbuild/\n" });
    at.write("plain/note.tmp.yaml", configMap("ignored"));
    at.write("build/o.yaml", configMap("ignored"));
    expect(facts(await at.diff())).toEqual(NONE);
    at.write("plain/new.yaml", configMap("new"));
    const said = await at.diff();
    expect(said.out).toContain("\n+ ConfigMap new   in plain\n");
    expect(facts(said)).toMatchObject({ says: ["review: 1 environment changed of 3"] });
  });

  it("is compared with --head as committed, whatever is on the disk", async () => {
    const at = repository();
    at.write("base/settings.yaml", configMap("settings", "a: committed"));
    at.commit();
    at.write("base/settings.yaml", configMap("settings", "a: later"));
    expect(facts(await at.diff("--base", "HEAD~1", "--head", "HEAD"))).toEqual(edited("committed"));
    expect(facts(await at.diff("--base", "HEAD~1"))).toEqual(edited("later"));
    at.git("tag", "v1");
    at.git("checkout", "-q", "--detach");
    expect(facts(await at.diff("--base", "v1~1"))).toEqual(edited("later"));
  });

  it("is compared as a whole from any of its folders, with the same names", async () => {
    const at = repository();
    at.write("base/settings.yaml", configMap("settings", "a: c"));
    const whole = await at.diff();
    expect(facts(whole)).toEqual(edited("c"));
    expect(await at.cliWith({ env: GIT_ENVIRONMENT, at: "clusters/eu" }, "diff")).toEqual(whole);
  });

  it("is compared in a worktree of its own", async () => {
    const at = repository();
    at.git("worktree", "add", "-q", "-b", "work", "beside");
    at.git("-C", `${at.path}/beside`, "rev-parse", "HEAD");
    writeFileSync(join(at.path, "beside/base/settings.yaml"), configMap("settings", "a: c"));
    expect(facts(await at.cliWith({ env: GIT_ENVIRONMENT, at: "beside" }, "diff"))).toEqual(edited("c"));
  });

  it("takes the default branch of the remote", async () => {
    const origin = repository();
    origin.git("branch", "-m", "trunk");
    const at = kept(diffFolder());
    at.git("clone", "-q", `file://${origin.path}`, ".");
    at.git("checkout", "-q", "-b", "work");
    at.write("base/settings.yaml", configMap("settings", "a: c"));
    const said = await at.diff();
    expect(facts(said)).toEqual(edited("c"));
    expect(said.out).toContain(
      `  base  origin/trunk (${at.git("rev-parse", "HEAD").slice(0, 7)})\n  head  working tree\n`,
    );
  });

  it("is not written to: not even its index changes", async () => {
    const at = repository();
    at.write("plain/one.yaml", configMap("plain", "a: c"));
    at.write("plain/new.yaml", configMap("new"));
    const before = at.picture();
    await at.diff();
    await at.diff("--base", "main", "--head", "main");
    expect(at.picture()).toEqual(before);
  });

  it("has no change by line ends, links and submodules", async () => {
    const sub = kept(diffRepository({ "o.yaml": configMap("sub") }));
    const at = repository({ ...FLEET, ".gitattributes": "*.yaml text eol=crlf\n" });
    symlinkSync("../base/settings.yaml", join(at.path, "plain/linked.yaml"));
    symlinkSync("clusters", join(at.path, "also"));
    at.git("submodule", "add", "-q", `file://${sub.path}`, "sub");
    at.commit();
    at.git("rm", "-rq", "--cached", "base");
    at.git("reset", "-q", "--hard");
    expect(at.read("base/settings.yaml")).toContain("\r\n");
    const said = await at.diff();
    expect([said.code, said.err, said.out.split("\n")[0]]).toEqual([
      0,
      "",
      "no difference: 3 environments looked at · nothing withheld",
    ]);
    at.write("base/settings.yaml", configMap("settings", "a: c").replaceAll("\n", "\r\n"));
    expect(facts(await at.diff())).toEqual({
      code: 0,
      err: "",
      says: [
        "review: 3 environments changed of 3",
        "  ~ data.a: b -> c   at base/settings.yaml:6:6",
        "  ~ data.a: b -> c   at plain/linked.yaml:6:6",
      ],
    });
  });

  it("may have odd names", async () => {
    const odd = ["a b", "'q\" x", "ü\u00e9", "-dash", "$(id)", "a\\b", "tab\there"];
    const files = odd.flatMap((name) => [
      [`${name}/kustomization.yaml`, "resources: ['the file.yaml']\n"] as const,
      [`${name}/the file.yaml`, configMap("settings")] as const,
    ]);
    const at = repository(Object.fromEntries(files));
    at.git("config", "core.quotePath", "true");
    for (const name of odd) at.write(`${name}/the file.yaml`, configMap("settings", "a: c"));
    const said = await at.diff("-o", "json");
    const { environments, changes } = JSON.parse(said.out);
    expect(environments.map((one: { name: string; state: string }) => [one.name, one.state])).toEqual(
      [...odd].sort().map((name) => [name, "changed"]),
    );
    expect(changes).toHaveLength(1);
    expect(said.err).toBe("");
  });
});

describe("two folders", () => {
  /** `a` and `b` differ in the base. */
  const folders = () => {
    const at = kept(place());
    for (const side of ["a", "b"])
      writeAll(at, Object.fromEntries(Object.entries(FLEET).map(([path, text]) => [`${side}/${path}`, text])));
    at.write("b/base/settings.yaml", configMap("settings", "a: c"));
    return at;
  };

  it("need no git, and files are named as the folders were", async () => {
    const at = folders();
    const diff = (from: string | undefined, ...argv: string[]): Promise<Said> =>
      at.cliWith({ env: { PATH: "/nowhere" }, ...(from === undefined ? {} : { at: from }) }, "diff", ...argv);
    const said = await diff(undefined, "a", "b");
    expect(said).toEqual({
      code: 0,
      err: "",
      out: `review: 2 environments changed of 3 · 1 object changed, 0 added, 0 removed · no risks found · nothing withheld
  base  a
  head  b

~ ConfigMap <cluster>/settings   in clusters/eu, clusters/us
  ~ data.a: b -> c   at b/base/settings.yaml:6:6

Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster.
`,
    });
    const named = async (from: string | undefined, one: string, other: string): Promise<unknown> =>
      facts(await diff(from, one, other));
    expect(await named(undefined, "a/", "./b/")).toEqual(edited("c", "./b/base/settings.yaml"));
    expect(await named("b", "../a", ".")).toEqual(edited("c"));
    expect(await named("a", ".", "../b")).toEqual(edited("c", "../b/base/settings.yaml"));
    expect(await named("b/plain", "../../a", "..")).toEqual(edited("c", "../base/settings.yaml"));
    expect(await named(undefined, `${at.path}/a`, `${at.path}/b/`)).toEqual(
      edited("c", `${at.path}/b/base/settings.yaml`),
    );
    expect(await named(undefined, "a", "a")).toEqual(NONE);
  });

  it("may be links, and hold some", async () => {
    const at = folders();
    symlinkSync("b", join(at.path, "link"));
    symlinkSync("base/settings.yaml", join(at.path, "b/also.yaml"));
    expect(facts(await at.cli("diff", "a", "link"))).toEqual(edited("c", "link/base/settings.yaml"));
  });

  it("inside a repository count as they lie there, ignored or not", async () => {
    const at = repository({ "README.md": "x\n", ".gitignore": "*\n" });
    for (const side of ["a", "b c"]) at.write(`${side}/one.yaml`, configMap("one", `a: ${side.length}`));
    expect(facts(await at.diff("a", "b c"))).toEqual({
      code: 0,
      err: "",
      says: ["review: 1 environment changed of 1", "  ~ data.a: 1 -> 3   at b c/one.yaml:6:6"],
    });
  });
});
