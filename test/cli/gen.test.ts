import { symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { type Place, place } from "../support/cli.ts";
import { PACKAGE_FOLDER } from "../support/package-folder.ts";

let here: Place;
beforeEach(() => {
  here = place();
});
afterEach(() => here.remove());

const GIT_URL = ["--git-url", "https://github.com/acme/gitops.git"];
const HEAD =
  "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: { url: 'https://github.com/acme/gitops.git', revision: main, path: out }\n";
const fleet = (...clusters: string[]) => `${HEAD}clusters:\n${clusters.map((c) => `  - ${c}\n`).join("")}`;
const clustersOf = () => [
  ...new Set(
    Object.keys(here.files("out"))
      .filter((p) => p.startsWith("clusters/"))
      .map((p) => p.split("/")[1]),
  ),
];

describe("gen ha in an empty folder", () => {
  it("writes a complete bundle and says what comes next", async () => {
    const { code, out, err } = await here.cli("gen", "ha");
    expect(code).toBe(0);
    const files = here.files("out");
    for (const file of [
      "base/server/deployment.yaml",
      "overlays/ha/kustomization.yaml",
      "clusters/ha/kustomization.yaml",
      "argocd/ha/application.yaml",
      "flux/ha/server.yaml",
      "certctl-gitops.lock",
    ]) {
      expect(Object.keys(files)).toContain(file);
    }
    expect(out).toMatch(/Wrote out: \d+ created/);
    expect(out).toContain("git add out");
    expect(out).toContain("certctl-gitops secrets ha | kubectl create -f -");
    expect(out).toContain("kubectl apply -k out/argocd/ha");
    expect(out).toContain("kubectl apply -k out/flux/ha");
    expect(err).toContain("ha-embedded-database");
    expect(err).toContain("git-url");
    expect(files["argocd/ha/application.yaml"]).toContain("git.invalid");
    expect(Object.keys(here.files())).toEqual(Object.keys(files).map((p) => `out/${p}`));
  });
  it.each(["dev", "single-node", "ha"])("%s twice: no byte and no time of a file differs", async (profile) => {
    expect((await here.cli("gen", profile, ...GIT_URL)).code).toBe(0);
    for (const file of Object.keys(here.files())) utimesSync(join(here.path, file), new Date(1e12), new Date(1e12));
    const before = here.picture();
    const { code, out } = await here.cli("gen", profile, ...GIT_URL);
    expect(code).toBe(0);
    expect(here.picture()).toEqual(before);
    expect(out).toMatch(/nothing changed/);
  });
  it("again without the URL keeps the one that was recorded", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    const before = here.files();
    const { err } = await here.cli("gen", "dev");
    expect(here.files()).toEqual(before);
    expect(err).not.toContain("git-url");
  });
  it("writes one engine where one is named", async () => {
    await here.cli("gen", "dev", "--engine", "flux");
    expect(Object.keys(here.files("out")).filter((p) => p.startsWith("argocd/"))).toEqual([]);
    expect(Object.keys(here.files("out")).filter((p) => p.startsWith("flux/")).length).toBeGreaterThan(3);
  });
  it("says with both engines that it wrote both", async () => {
    expect((await here.cli("gen", "dev")).out).toMatch(/to one of the two/);
  });
  it("names the cluster as told, and writes elsewhere as told", async () => {
    const { code, out } = await here.cli("gen", "ha", "--cluster", "eu-1", "--out", "gitops/certctl", ...GIT_URL);
    expect(code).toBe(0);
    expect(Object.keys(here.files("gitops/certctl"))).toContain("clusters/eu-1/kustomization.yaml");
    expect(out).toContain("kubectl apply -k gitops/certctl/argocd/eu-1");
    expect(here.read("gitops/certctl/argocd/eu-1/application.yaml")).toContain('path: "gitops/certctl/clusters/eu-1"');
  });
  it("takes single settings, and repeats them where they are needed again", async () => {
    const { out } = await here.cli(
      "gen",
      "ha",
      "--set",
      "server.replicas=5",
      "--set",
      "namespace.name=pki",
      ...GIT_URL,
    );
    expect(here.read("out/clusters/ha/server/kustomization.yaml")).toContain("count: 5");
    expect(out).toContain("secrets ha --set server.replicas=5 --set namespace.name=pki");
  });
});

describe("--dry-run", () => {
  it("shows the plan and writes nothing", async () => {
    const { code, out } = await here.cli("gen", "dev", "--dry-run", ...GIT_URL);
    expect(code).toBe(0);
    expect(out).toMatch(/^\+ out\/argocd\/dev\/application\.yaml$/m);
    expect(out).toMatch(/nothing was written/);
    expect(here.files()).toEqual({});
  });
  it("shows what changes, and touches no time of a file", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    const before = here.picture();
    const { code, out } = await here.cli("gen", "dev", "--dry-run", "--set", "server.logLevel=warn", ...GIT_URL);
    expect(code).toBe(0);
    expect(out).toMatch(/^\+ out\/clusters\/dev\/server\/log-level\.yaml$/m);
    expect(out).toMatch(/^~ out\/clusters\/dev\/server\/kustomization\.yaml$/m);
    expect(here.picture()).toEqual(before);
  });
  it("shows what goes", async () => {
    await here.cli("gen", "dev", "--set", "server.logLevel=warn", ...GIT_URL);
    expect((await here.cli("gen", "dev", "--dry-run", ...GIT_URL)).out).toMatch(
      /^- out\/clusters\/dev\/server\/log-level\.yaml$/m,
    );
  });
  it("tells of a conflict, too", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    here.write("out/clusters/dev/kustomization.yaml", "mine\n");
    const { code, out } = await here.cli("gen", "dev", "--dry-run", ...GIT_URL);
    expect([code, /^! out\/clusters\/dev\/kustomization\.yaml/m.test(out)]).toEqual([1, true]);
  });
});

describe("--check", () => {
  it("is 0 where all is as it would be written", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    const before = here.picture();
    expect((await here.cli("gen", "dev", "--check", ...GIT_URL)).code).toBe(0);
    expect(here.picture()).toEqual(before);
  });
  it("is 1 where nothing was written yet, and names the files", async () => {
    const { code, out, err } = await here.cli("gen", "dev", "--check", ...GIT_URL);
    expect(code).toBe(1);
    expect(out).toMatch(/^\+ out\/clusters\/dev\/kustomization\.yaml$/m);
    expect(err).toContain("Run the same command without --check");
    expect(here.files()).toEqual({});
  });
  it.each([
    [
      "was changed",
      (p: Place) => p.write("out/clusters/dev/kustomization.yaml", "mine\n"),
      /^! out\/clusters\/dev\/kustomization\.yaml/m,
    ],
    ["is stale", () => {}, /^~ out\/clusters\/dev\/server\/kustomization\.yaml$/m],
  ] as const)("is 1 where a file %s", async (_name, change, line) => {
    await here.cli("gen", "dev", ...GIT_URL);
    change(here);
    const { code, out } = await here.cli(
      "gen",
      "dev",
      "--check",
      ...GIT_URL,
      ...(change.length === 0 ? ["--set", "server.logLevel=warn"] : []),
    );
    expect(code).toBe(1);
    expect(out).toMatch(line);
  });
  it("goes with --overwrite not at all", async () => {
    expect((await here.cli("gen", "dev", "--check", "--overwrite")).code).toBe(2);
  });
  it("takes CR LF, as a checkout on Windows has it", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    for (const [file, text] of Object.entries(here.files("out")))
      here.write(`out/${file}`, text.replaceAll("\n", "\r\n"));
    expect((await here.cli("gen", "dev", "--check", ...GIT_URL)).code).toBe(0);
  });
});

describe("a file that a person changed", () => {
  const file = "out/base/server/service.yaml";
  it("survives to the byte, with a word on what to do, and nothing else is written", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    here.write(file, "mine \r\n\t");
    const before = here.picture();
    const { code, err } = await here.cli("gen", "dev", "--set", "server.logLevel=warn", ...GIT_URL);
    expect(code).toBe(1);
    expect(here.picture()).toEqual(before);
    expect(err).toContain("base/server/service.yaml");
    expect(err).toContain("--overwrite");
    expect(err).toContain("own:");
    expect(err).toContain("nothing was written");
  });
  it("goes where a person says so, and that file alone is as it was", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    const before = here.files();
    here.write(file, "mine\n");
    here.write("out/notes.txt", "beside\n");
    expect((await here.cli("gen", "dev", "--overwrite", ...GIT_URL)).code).toBe(0);
    expect(here.files()).toEqual({ ...before, "out/notes.txt": "beside\n" });
  });
  it("is a conflict as well where it should go", async () => {
    await here.cli("gen", "dev", "--set", "server.logLevel=warn", ...GIT_URL);
    here.write("out/clusters/dev/server/log-level.yaml", "mine\n");
    const { code } = await here.cli("gen", "dev", ...GIT_URL);
    expect([code, here.read("out/clusters/dev/server/log-level.yaml")]).toEqual([1, "mine\n"]);
  });
  it("that was there before the first run is left alone", async () => {
    here.write("out/base/server/service.yaml", "mine\n");
    const { code, err } = await here.cli("gen", "dev", ...GIT_URL);
    expect([code, here.files()]).toEqual([1, { "out/base/server/service.yaml": "mine\n" }]);
    expect(err).toContain("did not write");
  });
  it("deleted comes back", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    const before = here.files();
    (await import("node:fs")).rmSync(join(here.path, file));
    expect((await here.cli("gen", "dev", ...GIT_URL)).code).toBe(0);
    expect(here.files()).toEqual(before);
  });
});

describe("a fleet", () => {
  it("is written whole, and a cluster that is gone goes, with a word", async () => {
    here.write(
      "certctl-gitops.yaml",
      fleet("{ name: a, profile: ha, engine: flux }", "{ name: b, profile: dev, engine: argocd }"),
    );
    expect((await here.cli("gen")).code).toBe(0);
    expect(clustersOf()).toEqual(["a", "b"]);
    here.write("certctl-gitops.yaml", fleet("{ name: a, profile: ha, engine: flux }"));
    const plan = await here.cli("gen", "--dry-run");
    expect(plan.out).toMatch(/^- out\/clusters\/b\/kustomization\.yaml$/m);
    const { code, out } = await here.cli("gen");
    expect(code).toBe(0);
    expect(out).toMatch(/Cluster b\b.*deleted/);
    expect(clustersOf()).toEqual(["a"]);
    expect(Object.keys(here.files("out")).filter((p) => /argocd|overlays\/dev/.test(p))).toEqual([]);
  });
  it("keeps the other clusters in a run for one", async () => {
    here.write("certctl-gitops.yaml", fleet("{ name: a, profile: ha }", "{ name: b, profile: dev }"));
    await here.cli("gen");
    const before = here.files("out");
    for (const argv of [
      ["--cluster", "b", "--set", "server.logLevel=warn"],
      ["ha", "--cluster", "new"],
    ]) {
      expect((await here.cli("gen", ...argv)).code).toBe(0);
      const after = here.files("out");
      const others = Object.keys(before).filter(
        (p) => !/^(clusters|argocd|flux)\/b\//.test(p) && p !== "certctl-gitops.lock",
      );
      for (const file of others) expect(after[file], file).toBe(before[file]);
    }
    expect(clustersOf()).toEqual(["a", "b", "new"]);
    expect((await here.cli("gen", "--check")).code).toBe(1);
  });
  it("gives its defaults to a cluster that it does not name", async () => {
    here.write(
      "certctl-gitops.yaml",
      `${HEAD}defaults: { namespace: { name: pki } }\nclusters: [{ name: a, profile: ha }]\n`,
    );
    await here.cli("gen", "dev");
    expect(here.read("out/clusters/dev/server/kustomization.yaml")).toContain("namespace: pki");
  });
  it("without a cluster removes all of them", async () => {
    here.write("certctl-gitops.yaml", fleet("{ name: a, profile: dev }"));
    await here.cli("gen");
    here.write("certctl-gitops.yaml", `${HEAD}clusters: []\n`);
    expect((await here.cli("gen")).code).toBe(0);
    expect(Object.keys(here.files("out"))).toEqual(["certctl-gitops.lock"]);
  });
  it("can be in another file", async () => {
    here.write("fleets/eu.yaml", fleet("{ name: a, profile: dev }"));
    expect((await here.cli("gen", "--file", "fleets/eu.yaml")).code).toBe(0);
    expect(clustersOf()).toEqual(["a"]);
    expect((await here.cli("gen", "--file", "fleets/us.yaml")).code).toBe(2);
    expect((await here.cli("gen", "--file", "fleets")).code).toBe(2);
  });
});

describe("wrong input", () => {
  it.each([
    ["no profile and no fleet file", ["gen"]],
    ["an unknown profile", ["gen", "prod"]],
    ["a name that leaves the folder", ["gen", "ha", "--cluster", "../../etc"]],
    ["a setting that does not exist", ["gen", "ha", "--set", "sever.replicas=1"]],
    ["an alias in a setting", ["gen", "ha", "--set", "labels.a=*x"]],
    ["a refused setting", ["gen", "ha", "--set", "auth.type=jwt"]],
    ["two TLS sources", ["gen", "ha", "--set", "tls.source=secret", "--set", "tls.issuerRef={name: a}"]],
    ["memory limits for three servers", ["gen", "ha", "--set", "rateLimit.backend=memory"]],
    ["sops under Argo CD", ["gen", "ha", "--engine", "argocd", "--set", "secrets.provider=sops"]],
    ["an old certctl", ["gen", "ha", "--set", "certctl.version=v2.1.2"]],
    [
      "a placeholder for a secret",
      ["gen", "ha", "--set", "server.env=[{name: CERTCTL_SMTP_PASSWORD, value: changeme}]"],
    ],
    ["an own directory outside", ["gen", "ha", "--set", "own.config=../x"]],
    ["an own directory that is missing", ["gen", "ha", "--set", "own.config=nowhere"]],
    ["an own directory inside of the output", ["gen", "ha", "--set", "own.config=out/x"]],
    ["a URL with a token", ["gen", "ha", "--git-url", "https://t0ken@github.com/a/b"]],
    ["a path outside of the repository", ["gen", "ha", "--git-path", "../x"]],
    ["a revision that is none", ["gen", "ha", "--git-revision", "a..b"]],
    ["the current folder as output", ["gen", "ha", "--out", "."]],
    ["a folder above as output", ["gen", "ha", "--out", ".."]],
    ["an engine that is none", ["gen", "ha", "--engine", "spinnaker"]],
  ])("%s is exit 2, and nothing is written", async (_name, argv) => {
    const { code, out, err } = await here.cli(...argv);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).not.toMatch(/\n {4}at |undefined|bug of certctl/);
    expect(here.files()).toEqual({});
  });
  it("of the file is said all at once, each with its line", async () => {
    here.write("certctl-gitops.yaml", `${HEAD}clusters:\n  - name: A\n    profile: haa\n    serverr: {}\n`);
    const { code, err } = await here.cli("gen");
    expect(code).toBe(2);
    for (const at of [
      "certctl-gitops.yaml:5:",
      "certctl-gitops.yaml:6:",
      "certctl-gitops.yaml:7:",
      "Did you mean ha?",
      "Did you mean server?",
      "3 problems",
    ])
      expect(err).toContain(at);
    expect(Object.keys(here.files())).toEqual(["certctl-gitops.yaml"]);
  });
  it("of the file and of the flags is said in one go", async () => {
    here.write("certctl-gitops.yaml", `${HEAD}clusters:\n  - name: A\n    profile: ha\n`);
    const { err } = await here.cli("gen", "--set", "x=1", "--git-revision", "a..b");
    for (const rule of ["certctl-gitops.yaml:5:", "--set x", "git-revision"]) expect(err).toContain(rule);
  });
  it("is refused before an old bundle is touched", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    const before = here.picture();
    expect((await here.cli("gen", "dev", "--set", "auth.type=jwt", ...GIT_URL)).code).toBe(2);
    expect(here.picture()).toEqual(before);
  });
  it("a damaged lock file is said with its line, and nothing is written", async () => {
    await here.cli("gen", "dev", ...GIT_URL);
    here.write("out/certctl-gitops.lock", `<<<<<<< ours\n${here.read("out/certctl-gitops.lock")}`);
    const before = here.picture();
    const { code, err } = await here.cli("gen", "dev", ...GIT_URL);
    expect([code, here.picture()]).toEqual([2, before]);
    expect(err).toContain("merge-conflict");
  });
  it("a link as the output folder is refused", async () => {
    here.write("real/x", "");
    symlinkSync(join(here.path, "real"), join(here.path, "out"));
    expect((await here.cli("gen", "dev")).code).toBe(2);
  });
  it("what was accepted is a warning on every run", async () => {
    const accept = "accept=[{rule: ha-rate-limit-backend, reason: only for a demonstration}]";
    for (let i = 0; i < 2; i++) {
      const { code, err } = await here.cli(
        "gen",
        "ha",
        "--set",
        "rateLimit.backend=memory",
        "--set",
        accept,
        ...GIT_URL,
      );
      expect(code).toBe(0);
      expect(err).toMatch(/warning.*ha-rate-limit-backend/);
      expect(err).toContain("only for a demonstration");
    }
  });
});

describe("components of the user's own", () => {
  const COMPONENT = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [quota.yaml]\n";
  const QUOTA = "apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: quota\nspec:\n  hard: { pods: '10' }\n";
  it("are rendered into the charts, and never written", async () => {
    here.write("mine/kustomization.yaml", COMPONENT);
    here.write("mine/quota.yaml", QUOTA);
    expect((await here.cli("gen", "dev", "--set", "own.config=mine", ...GIT_URL)).code).toBe(0);
    expect(here.read("out/flux/dev/charts/data/templates/resourcequota-certctl-quota.yaml")).toContain("ResourceQuota");
    expect(here.read("out/clusters/dev/config/kustomization.yaml")).toContain("../../../../mine");
    expect(here.files("mine")).toEqual({ "kustomization.yaml": COMPONENT, "quota.yaml": QUOTA });
  });
  it("with a readable Secret are refused, its value unsaid", async () => {
    here.write("mine/kustomization.yaml", COMPONENT);
    here.write(
      "mine/quota.yaml",
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  a: hunter2-hunter2\n",
    );
    const { code, err } = await here.cli("gen", "dev", "--set", "own.config=mine", ...GIT_URL);
    expect(code).toBe(2);
    expect(err).not.toContain("hunter2");
  });
  it("that can't be rendered are wrong input, with their file", async () => {
    here.write("mine/kustomization.yaml", COMPONENT);
    const { code, err } = await here.cli("gen", "dev", "--set", "own.config=mine", ...GIT_URL);
    expect(code).toBe(2);
    expect(err).toContain("mine/");
    expect(err).toContain("quota.yaml");
  });
  it("are looked for from the repository's root, wherever the program is started", async () => {
    here.repository();
    here.write("mine/kustomization.yaml", COMPONENT);
    here.write("mine/quota.yaml", QUOTA);
    here.write("sub/x", "");
    const { code } = await here.cliWith({ at: "sub" }, "gen", "dev", "--set", "own.config=mine", ...GIT_URL);
    expect(code).toBe(0);
    expect(here.read("sub/out/clusters/dev/config/kustomization.yaml")).toContain("../../../../../mine");
  });
});

describe("the repository's own example", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const io = (said: string[]) => ({
    stdout: (text: string) => void said.push(text),
    stderr: (text: string) => void said.push(text),
    stdin: async () => "",
    cwd: root,
    env: {},
    isTerminal: { stdout: false, stderr: false },
    now: () => new Date(0),
    packageFolder: PACKAGE_FOLDER,
    randomBytes: (count: number) => new Uint8Array(count),
  });
  it.each([
    ["gen", "--check"],
    ["gen", "ha", "--check"],
    ["gen", "dev", "--check"],
    ["gen", "single-node", "--check"],
  ])("%s %s: out/ is what is committed", async (...argv) => {
    const said: string[] = [];
    expect(await run(argv, io(said)), said.join("")).toBe(0);
  });
});
