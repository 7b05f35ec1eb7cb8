/** Where settings come from: flag, environment, fleet file, lock, remote, in this order. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Place, place } from "../support/cli.ts";

let here: Place;
beforeEach(() => {
  here = place();
});
afterEach(() => here.remove());

const fleet = (git: string, cluster = "{ name: dev, profile: dev }") =>
  `apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\n${git}clusters: [${cluster}]\n`;
interface Source {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly path: string;
}
const source = (out = "out"): Source =>
  (parse(here.read(`${out}/argocd/dev/application.yaml`)) as { spec: { source: Source } }).spec.source;
const gen = async (env: Record<string, string>, ...argv: string[]) => {
  const said = await here.cliWith({ env }, "gen", "dev", ...argv);
  expect(said.err).not.toMatch(/^error/m);
  return said;
};

describe("the Git URL", () => {
  const [flag, env, file, origin] = ["flag", "env", "file", "origin"].map(
    (name) => `https://${name}.example.com/a.git`,
  ) as [string, string, string, string];
  const url = async (from: { flag?: boolean; env?: boolean; file?: boolean; origin?: boolean }) => {
    if (from.file === true) here.write("certctl-gitops.yaml", fleet(`git: { url: '${file}' }\n`));
    if (from.origin === true) here.repository(origin);
    await gen(
      from.env === true ? { CERTCTL_GITOPS_GIT_URL: env } : {},
      ...(from.flag === true ? ["--git-url", flag] : []),
    );
    return source().repoURL;
  };
  it("is the flag's before all", async () => {
    expect(await url({ flag: true, env: true, file: true, origin: true })).toBe(flag);
  });
  it("else the environment's", async () => {
    expect(await url({ env: true, file: true, origin: true })).toBe(env);
  });
  it("else the fleet file's", async () => {
    expect(await url({ file: true, origin: true })).toBe(file);
  });
  it("else that of the first write, though the remote has moved", async () => {
    await url({ env: true });
    expect(await url({ origin: true })).toBe(env);
  });
  it("else the remote's, and it is recorded", async () => {
    expect(await url({ origin: true })).toBe(origin);
    here.repository("https://moved.example.com/a.git");
    await gen({});
    expect(source().repoURL).toBe(origin);
  });
  it("else one that no network has, with a warning, and it is not recorded", async () => {
    const { err } = await gen({});
    expect(source().repoURL).toBe("https://git.invalid/unknown.git");
    expect(err).toMatch(/warning.*git-url/);
    expect(await url({ origin: true })).toBe(origin);
  });
  it("of a remote in scp style is an ssh URL", async () => {
    here.repository("git@github.com:acme/gitops.git");
    await gen({});
    expect(source().repoURL).toBe("ssh://git@github.com/acme/gitops.git");
  });
  it("of a remote with a token is refused, the token unsaid", async () => {
    here.repository("https://s3cr3t-t0ken@github.com/acme/gitops.git");
    const { code, err } = await here.cli("gen", "dev");
    expect([code, here.files("").out]).toEqual([2, undefined]);
    expect(err).toContain("git remote origin");
    expect(err).not.toContain("s3cr3t");
  });
  it("of a token in a flag, the environment or the file is said nowhere", async () => {
    const token = "https://user:s3cr3t-t0ken@github.com/a/b";
    here.write("certctl-gitops.yaml", fleet(`git: { url: '${token}' }\n`));
    for (const said of [
      await here.cli("gen"),
      await here.cli("gen", "--git-url", token),
      await here.cliWith({ env: { CERTCTL_GITOPS_GIT_URL: token } }, "gen"),
    ]) {
      expect(said.code).toBe(2);
      expect(said.out + said.err).not.toContain("s3cr3t");
    }
  });
  it("is never asked of the remote by --check", async () => {
    await gen({});
    here.repository(origin);
    expect((await here.cli("gen", "dev", "--check")).code).toBe(0);
    here.repository("https://s3cr3t-t0ken@github.com/acme/gitops.git");
    expect((await here.cli("gen", "dev", "--check")).code).toBe(0);
  });
  it("of a remote that no engine can read is unknown, not wrong", async () => {
    // A clone of a clone on the same disk.
    here.repository("/srv/git/gitops.git");
    const { code, err } = await here.cli("gen", "dev");
    expect(code).toBe(0);
    expect(err).toMatch(/warning.*git-url/);
  });
});

describe("revision and path", () => {
  it("are main and the folder in the repository, never the branch that is checked out", async () => {
    here.repository("https://a.example.com/b.git");
    here.write("sub/x", "");
    await here.cliWith({ at: "sub" }, "gen", "dev");
    expect(source("sub/out")).toMatchObject({ targetRevision: "main", path: "sub/out/clusters/dev" });
  });
  it("come from flag, environment, file and lock like the URL", async () => {
    here.write("certctl-gitops.yaml", fleet("git: { url: 'https://a.b/c', revision: file, path: file }\n"));
    await gen({});
    expect(source()).toMatchObject({ targetRevision: "file", path: "file/clusters/dev" });
    await gen({ CERTCTL_GITOPS_GIT_REVISION: "env", CERTCTL_GITOPS_GIT_PATH: "env" });
    expect(source()).toMatchObject({ targetRevision: "env", path: "env/clusters/dev" });
    await gen(
      { CERTCTL_GITOPS_GIT_REVISION: "env", CERTCTL_GITOPS_GIT_PATH: "env" },
      "--git-revision",
      "flag",
      "--git-path",
      "./flag/",
    );
    expect(source()).toMatchObject({ targetRevision: "flag", path: "flag/clusters/dev" });
    here.write("certctl-gitops.yaml", fleet(""));
    await gen({});
    expect(source()).toMatchObject({ repoURL: "https://a.b/c", targetRevision: "flag", path: "flag/clusters/dev" });
  });
  it("that do not lead to where the bundle is are a warning", async () => {
    here.repository("https://a.example.com/b.git");
    expect((await gen({}, "--git-path", "elsewhere")).err).toMatch(/warning.*git-path/);
    expect((await gen({}, "--git-path", "out")).err).not.toContain("git-path");
  });
});

describe("the environment", () => {
  it.each([
    [{ CERTCTL_GITOPS_OUT: "elsewhere" }, [], "elsewhere/clusters/dev/kustomization.yaml"],
    [{ CERTCTL_GITOPS_OUT: "elsewhere" }, ["--out", "flag"], "flag/clusters/dev/kustomization.yaml"],
    [{ CERTCTL_GITOPS_CLUSTER: "x" }, [], "out/clusters/x/kustomization.yaml"],
    [{ CERTCTL_GITOPS_CLUSTER: "x" }, ["--cluster", "y"], "out/clusters/y/kustomization.yaml"],
    [{ CERTCTL_GITOPS_SET: "server.logLevel=warn" }, [], "out/clusters/dev/server/log-level.yaml"],
    [
      { CERTCTL_GITOPS_SET: "server.logLevel=warn\nnetworkPolicies=off\n" },
      [],
      "out/components/network-policies-off/config/kustomization.yaml",
    ],
    [{ CERTCTL_GITOPS_OUT: "" }, [], "out/clusters/dev/kustomization.yaml"],
  ])("%j with %j writes %s", async (env, argv, file) => {
    await gen(env as Record<string, string>, ...argv);
    expect(Object.keys(here.files())).toContain(file);
  });
  it("says flags that are on or off", async () => {
    await gen({ CERTCTL_GITOPS_DRY_RUN: "true" });
    expect(here.files()).toEqual({});
    await gen({ CERTCTL_GITOPS_DRY_RUN: "false" });
    expect(Object.keys(here.files()).length).toBeGreaterThan(10);
    expect((await gen({ CERTCTL_GITOPS_CHECK: "1" })).out).toContain("is what gen would write");
  });
  it("says the fleet file, too", async () => {
    here.write("f.yaml", fleet("", "{ name: z, profile: dev }"));
    const { code } = await here.cliWith({ env: { CERTCTL_GITOPS_FILE: "f.yaml" } }, "gen");
    expect([code, Object.keys(here.files()).includes("out/clusters/z/kustomization.yaml")]).toEqual([0, true]);
  });
  it.each([
    [{ CERTCTL_GITOPS_DRY_RUN: "perhaps" }, "CERTCTL_GITOPS_DRY_RUN"],
    [{ CERTCTL_GITOPS_ENGINE: "spinnaker" }, "CERTCTL_GITOPS_ENGINE"],
    [{ CERTCTL_GITOPS_COLOR: "blue" }, "CERTCTL_GITOPS_COLOR"],
  ])("%j is wrong input", async (env, name) => {
    const { code, err } = await here.cliWith({ env: env as Record<string, string> }, "gen", "dev");
    expect(code).toBe(2);
    expect(err).toContain(name);
    expect(err).not.toMatch(/\n {4}at /);
    expect(here.files()).toEqual({});
  });
  it("of the process itself is not read: what the program was given counts", async () => {
    process.env.CERTCTL_GITOPS_OUT = "from-the-process";
    try {
      await gen({});
    } finally {
      delete process.env.CERTCTL_GITOPS_OUT;
    }
    expect(Object.keys(here.files())).toContain("out/clusters/dev/kustomization.yaml");
  });
});

describe("flags win over the fleet file", () => {
  it("for the engine and for settings", async () => {
    here.write(
      "certctl-gitops.yaml",
      fleet("", "{ name: dev, profile: dev, engine: argocd, server: { logLevel: error } }"),
    );
    await gen({}, "--engine", "flux", "--set", "server.logLevel=warn");
    const files = here.files("out");
    expect(Object.keys(files).some((p) => p.startsWith("argocd/"))).toBe(false);
    expect(files["clusters/dev/server/log-level.yaml"]).toContain("warn");
  });
});
