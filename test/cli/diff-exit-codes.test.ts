/** What `diff` exits with: what changed is never mistaken for what is broken. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
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

/** A repository in which the base of two clusters was changed after the first commit. */
function changed(): DiffPlace {
  const at = kept(diffRepository(FLEET));
  at.write("base/settings.yaml", configMap("settings", "a: c"));
  return at;
}

describe("what changed", () => {
  it.each([
    [[], 0],
    [["--exit-code"], 1],
    [["--diff-exit-code", "0"], 0],
    [["--diff-exit-code", "1"], 1],
    [["--diff-exit-code", "4"], 4],
    [["--diff-exit-code", "255", "--exit-code"], 255],
    [["--diff-exit-code=0", "--exit-code"], 0],
  ])("with %j is %d, and 0 where nothing did", async (flags, code) => {
    const at = changed();
    const said = await at.diff(...flags);
    expect([said.code, said.err]).toEqual([code, ""]);
    expect(said.out).toMatch(/^review: 2 environments changed of 3/);
    at.commit();
    const same = await at.diff(...flags);
    expect(same).toEqual({
      code: 0,
      err: "",
      out: `no difference: 3 environments looked at · nothing withheld
  base  main (${at.git("rev-parse", "HEAD").slice(0, 7)})
  head  working tree
`,
    });
  });

  it("is also what only comes or goes, a danger too", async () => {
    const at = kept(diffRepository(FLEET));
    at.git("rm", "-rq", "clusters/us");
    const said = await at.diff("--exit-code");
    expect([said.code, said.err]).toEqual([1, ""]);
    expect(said.out).toMatch(/^danger: 1 environment removed, of 3 · 1 danger · /);
  });
});

const fetched =
  "In a CI job the base has to be fetched first: `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in a GitLab job, `git fetch --unshallow` elsewhere.";
const exitCode = (text: string): string => `error: --diff-exit-code is ${JSON.stringify(text)} [usage]
  at   --diff-exit-code
  fix  Write a number from 0 to 255, but not 2 or 3, which say that something is broken.
1 problem: nothing was compared.
`;
const unknown = (
  ref: string,
  meant = "Correct the name. ",
): string => `error: ${ref} is no commit of this repository [git-ref]
  fix  ${meant}${fetched}
1 problem: nothing was compared.
`;
const noFolder = (folder: string): string => `error: there is no folder ${folder} [usage]
  at   ${folder}
  fix  Correct the path.
`;
const commits = (
  message: string,
  at: string,
  flags: string,
): string => `error: ${message}, and folders are named here [usage]
  at   ${at}
  fix  Run: certctl-gitops diff ${flags}
1 problem: nothing was compared.
`;

describe("wrong input is 2, with what, why and the fix, and nothing is written", () => {
  let at: DiffPlace;
  let before: Record<string, string>;
  beforeAll(() => {
    at = diffRepository(FLEET);
    at.write("base/settings.yaml", configMap("settings", "a: c"));
    before = at.picture();
  });
  afterAll(() => at.remove());

  it.each<[string, readonly string[], string]>([
    ["an exit code that means broken input", ["--diff-exit-code", "2"], exitCode("2")],
    ["an exit code that means a failure", ["--diff-exit-code", "3"], exitCode("3")],
    ["an exit code that no system has", ["--diff-exit-code", "256"], exitCode("256")],
    ["an exit code that is no number", ["--diff-exit-code", "x"], exitCode("x")],
    ["an empty exit code", ["--diff-exit-code", ""], exitCode("")],
    ["an exit code in another notation", ["--diff-exit-code", "0x1"], exitCode("0x1")],
    [
      "one folder",
      ["base"],
      `error: one folder can't be compared [usage]
  at   base
  fix  Name both: certctl-gitops diff BEFORE AFTER. A branch goes to --base.
1 problem: nothing was compared.
`,
    ],
    [
      "a folder that is not there, and a file",
      ["nowhere", "base/settings.yaml"],
      `${noFolder("nowhere")}${noFolder("base/settings.yaml")}2 problems: nothing was compared.\n`,
    ],
    [
      "an empty name",
      ["", "base"],
      "error: a folder's name is empty [usage]\n  fix  Correct the path.\n1 problem: nothing was compared.\n",
    ],
    ["a commit", ["HEAD"], commits("HEAD is a commit", "HEAD", "--base HEAD")],
    ["two commits", ["main", "HEAD"], commits("main and HEAD are commits", "main HEAD", "--base main --head HEAD")],
    [
      "a range of commits",
      ["main...HEAD"],
      commits("main...HEAD are commits", "main...HEAD", "--base main --head HEAD"),
    ],
    ["a range without an end", ["main.."], commits("main.. are commits", "main..", "--base main --head HEAD")],
    [
      "a commit beside --base",
      ["HEAD", "--base", "main"],
      commits("HEAD is a commit", "HEAD", "--base main --head HEAD"),
    ],
    [
      "a commit beside a folder",
      ["HEAD^{/first}", "."],
      commits("HEAD^{/first} is a commit", "HEAD^{/first}", "--base 'HEAD^{/first}'"),
    ],
    [
      "a commit beside what is neither",
      ["main", "nowhere"],
      `${commits("main is a commit", "main", "--base main").split("1 problem")[0]}${noFolder("nowhere")}2 problems: nothing was compared.\n`,
    ],
    [
      "folders with commits",
      ["base", "plain", "--base", "main", "--head", "HEAD"],
      `error: --base names a state of a repository, and folders are compared [usage]
  at   --base
  fix  Leave out one of them.
error: --head names a state of a repository, and folders are compared [usage]
  at   --head
  fix  Leave out one of them.
2 problems: nothing was compared.
`,
    ],
    ["an unknown ref", ["--base", "nowhere"], unknown("nowhere")],
    ["a ref with a typing mistake", ["--head", "mian"], unknown("mian", "Did you mean main? ")],
    ["a ref that looks like a flag", ["--base=--output=stolen"], unknown("--output=stolen")],
    ["an empty ref", ["--base", ""], unknown('""')],
    [
      "both refs unknown",
      ["--base", "x1", "--head", "x2"],
      `error: x2 is no commit of this repository [git-ref]
  fix  Correct the name. ${fetched}
error: x1 is no commit of this repository [git-ref]
  fix  Correct the name. ${fetched}
2 problems: nothing was compared.
`,
    ],
    [
      "two outputs to one file",
      ["-o", "json=stolen", "-o", "text=./stolen"],
      `error: -o json=stolen and -o text=./stolen both go to ./stolen [output]
  at   -o text=./stolen
  fix  Give one of them a file of its own: -o FORMAT=PATH.
1 problem: nothing was compared.
`,
    ],
    [
      "an unknown format",
      ["-o", "markdwn=stolen"],
      `error: there is no format "markdwn" [output]
  at   -o markdwn=stolen
  fix  Did you mean markdown? Write -o FORMAT for standard output, -o FORMAT=PATH for a file.
1 problem: nothing was compared.
`,
    ],
    [
      "a folder as a file",
      ["-o", "html=base"],
      `error: base is a folder [output]
  at   -o html=base
  fix  Name a file in it: -o html=base/report.html.
1 problem: nothing was compared.
`,
    ],
    [
      "an environment that is not there",
      ["--env", "asia", "-o", "json=stolen"],
      `error: no environment is named "asia" [no-environment]
  at   --env asia
  fix  There are: clusters/eu, clusters/us, plain.
1 problem: nothing was compared.
`,
    ],
    [
      "an unknown flag",
      ["--limit", "3"],
      "error: unknown option '--limit'\n(certctl-gitops diff --help lists its flags)\n",
    ],
    [
      "a flag with a typing mistake",
      ["--exitcode"],
      "error: unknown option '--exitcode'\n(Did you mean --exit-code?)\n(certctl-gitops diff --help lists its flags)\n",
    ],
    [
      "three folders",
      ["base", "plain", "clusters"],
      "error: too many arguments for 'diff'. Expected 2 arguments but got 3.\n(certctl-gitops diff --help lists its flags)\n",
    ],
    [
      "everything at once",
      ["nowhere", "plain", "--base", "x", "-o", "yaml=stolen", "--diff-exit-code", "3"],
      `error: there is no format "yaml" [output]
  at   -o yaml=stolen
  fix  Use one of text, json, markdown, summary, html, github. Write -o FORMAT for standard output, -o FORMAT=PATH for a file.
error: --diff-exit-code is "3" [usage]
  at   --diff-exit-code
  fix  Write a number from 0 to 255, but not 2 or 3, which say that something is broken.
error: --base names a state of a repository, and folders are compared [usage]
  at   --base
  fix  Leave out one of them.
${noFolder("nowhere")}4 problems: nothing was compared.
`,
    ],
  ])("%s", async (_, argv, err) => {
    expect(await at.diff(...argv)).toEqual({ code: 2, out: "", err });
    expect(at.picture()).toEqual(before);
  });

  const problem = async (at: DiffPlace, text: string, ...argv: string[]): Promise<void> => {
    const before = at.picture();
    const err = `error: ${text}\n1 problem: nothing was compared.\n`;
    expect(await at.diff(...argv, "-o", "json=stolen")).toEqual({ code: 2, out: "", err });
    expect(at.picture()).toEqual(before);
  };

  it("no repository", async () => {
    const at = kept(diffFolder());
    writeAll(at, FLEET);
    await problem(
      at,
      `this folder is in no git repository, so there are no commits to compare [git-repository]
  fix  Run it inside of a repository, or name two folders: \`diff DIR_A DIR_B\`.`,
    );
  });

  it("a repository without a commit", async () => {
    const at = kept(diffRepository());
    writeAll(at, FLEET);
    await problem(
      at,
      `HEAD is no commit: this branch of the repository has no commit yet [git-ref]
  fix  Commit once, or name two folders: \`diff DIR_A DIR_B\`.`,
    );
  });

  it("no default branch", async () => {
    const at = kept(diffRepository(FLEET));
    at.git("branch", "-m", "trunk");
    await problem(
      at,
      `no default branch is known here: there is no refs/remotes/origin/HEAD, no main and no master [git-base]
  fix  Say what to compare with: \`--base origin/BRANCH\` (in a CI job, fetch it first).`,
    );
  });

  it("two histories", async () => {
    const at = kept(diffRepository(FLEET));
    const main = at.git("rev-parse", "HEAD").slice(0, 12);
    at.git("checkout", "-q", "--orphan", "other");
    await problem(
      at,
      `${main} and ${at.commit("other").slice(0, 12)} have no commit in common: their histories are unrelated [git-history]
  fix  Name a commit of the same history with --base, or two folders: \`diff DIR_A DIR_B\`.`,
    );
  });

  it("a shallow clone without the commit that both have in common", async () => {
    const origin = kept(diffRepository(FLEET));
    origin.git("checkout", "-q", "-b", "work");
    const work = origin.commit("work").slice(0, 12);
    origin.git("checkout", "-q", "main");
    const main = origin.commit("main").slice(0, 12);
    const at = kept(diffFolder());
    const branches = ["--depth", "1", "--no-single-branch", "--branch", "work"];
    at.git("clone", "-q", ...branches, `file://${origin.path}`, ".");
    await problem(
      at,
      `this is a shallow clone, and the commit that ${main} and ${work} have in common is not in it [git-shallow]
  fix  Fetch the whole history: \`fetch-depth: 0\` of actions/checkout, \`GIT_DEPTH: 0\` in a GitLab job, \`git fetch --unshallow\` elsewhere.`,
    );
  });

  it("a clone without the contents of the base", async () => {
    const origin = kept(diffRepository(FLEET));
    const id = origin.git("rev-parse", "HEAD:base/settings.yaml");
    origin.git("config", "uploadpack.allowFilter", "true");
    origin.git("checkout", "-q", "-b", "work");
    origin.write("base/settings.yaml", configMap("settings", "a: c"));
    origin.commit("work");
    const at = kept(diffFolder());
    at.git("clone", "-q", "--filter=blob:none", "--branch", "work", `file://${origin.path}`, ".");
    const base = origin.git("rev-parse", "main").slice(0, 12);
    await problem(
      at,
      `the content of base/settings.yaml in commit ${base} (object ${id}) is not in this clone, and nothing is ever fetched here [git-object]
  at   base/settings.yaml
  fix  Check out without a filter (actions/checkout: drop \`filter\` and \`sparse-checkout\`, which sets one), or run \`git fetch --refetch --no-filter\` before. Where no filter is set, the repository is damaged: \`git fsck\` says more.`,
      "--base",
      "origin/main",
    );
  });

  it("no git on the PATH", async () => {
    const at = kept(diffFolder());
    const { code, out, err } = await at.cliWith({ env: { PATH: at.path } }, "diff");
    expect([code, out, err]).toEqual([
      2,
      "",
      `error: git is not on the PATH, and a comparison of commits needs it [git-missing]
  fix  Install git 2.39 or later, or name two folders: \`diff DIR_A DIR_B\` needs no git.
1 problem: nothing was compared.
`,
    ]);
  });

  it("nothing on either side", async () => {
    const at = kept(diffRepository({ "a/values.yaml": "a: 1\n", "b/README.md": "b\n" }));
    const fix = "\n  fix  Compare folders or commits with kustomizations or manifests in them.";
    await problem(at, `no environment was found in main, nor in working tree [no-object]${fix}`);
    await problem(at, `no environment was found in a, nor in b [no-object]${fix}`, "a", "b");
  });

  it("nothing but a fleet file on either side", async () => {
    const fleet = "certctl-gitops.yaml";
    const at = kept(diffRepository({ [`a/${fleet}`]: "clusters: []\n", [`b/${fleet}`]: "clusters: []\n" }));
    const fix = `\n  fix  Run \`certctl-gitops gen\` on both sides first: ${fleet} has no objects in it, and what it writes has.`;
    await problem(at, `no environment was found in a, nor in b [no-object]${fix}`, "a", "b");
    const said = await at.cliWith({ env: GIT_ENVIRONMENT, at: "a" }, "diff");
    expect([said.code, said.err]).toEqual([
      2,
      `error: no environment was found in main, nor in working tree [no-object]${fix}\n1 problem: nothing was compared.\n`,
    ]);
  });
});
