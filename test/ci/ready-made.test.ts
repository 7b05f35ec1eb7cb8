/** The ready-made CI files, run as they stand on a local repository: the packed program, real git, a stand-in for the forge's API only. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Comment, type Forge, type ForgeOptions, startForge } from "./forge.ts";
import { folder, type Ran, runGitLabJob, runWorkflow } from "./jobs.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const GITHUB = join(ROOT, "docs/ci/github-actions.yaml");
const GITLAB = join(ROOT, "docs/ci/gitlab-ci.yml");
const MARKER = "<!-- certctl-gitops diff -->";
const BASE_FILE = "out/base/server/deployment.yaml";

let top: string;
let tarball: string;
let env: Record<string, string>;

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), "certctl-gitops-test-"));
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", top], { cwd: ROOT });
  tarball = join(top, `certctl-gitops-${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version}.tgz`);
  const prefix = folder(top, "npm");
  env = {
    PATH: [join(prefix, "bin"), dirname(process.execPath), process.env.PATH ?? ""].join(":"),
    HOME: folder(top, "home"),
    npm_config_prefix: prefix,
    npm_config_offline: "true",
    CERTCTL_GITOPS: tarball,
    GIT_CONFIG_NOSYSTEM: "1",
  };
});

afterAll(() => rmSync(top, { recursive: true, force: true }));

/** A repository with a fleet and its bundle on `main`, and a branch with one commit more. */
function repositoryWith(change: (repository: string) => void): string {
  const repository = mkdtempSync(join(top, "repository-"));
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: repository, env });
  };
  const clusters = ["eu-1", "us-1"].map((name) => `  - {name: ${name}, profile: ha, engine: argocd}`).join("\n");
  const head =
    "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://github.com/acme/gitops.git}\nclusters:\n";
  writeFileSync(join(repository, "certctl-gitops.yaml"), `${head}${clusters}\n`);
  program(repository, "gen");
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "bundle");
  git("update-ref", "refs/remotes/origin/main", "main");
  git("checkout", "-qb", "change");
  change(repository);
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "change");
  return repository;
}

function program(cwd: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [join(ROOT, "dist/certctl-gitops.js"), ...args], { cwd, stdio: "pipe" });
}

function edit(repository: string, file: string, from: string | RegExp, to: string): void {
  const path = join(repository, file);
  const text = readFileSync(path, "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

/** A change as a person makes it: a setting of the fleet, and what `gen` writes for it. */
function newImage(repository: string): void {
  edit(repository, "certctl-gitops.yaml", "name: eu-1,", "name: eu-1, server: {logLevel: debug},");
  program(repository, "gen");
}

interface Run extends Ran {
  readonly forge: Forge;
  readonly summary: string;
}

type Platform = "GitHub" | "GitLab";

async function run(
  on: Platform,
  repository: string,
  options: Partial<ForgeOptions> = {},
  given: Record<string, string> = {},
): Promise<Run> {
  const author = on === "GitHub" ? "github-actions[bot]" : "bot";
  const forge = await startForge({ author, ...options });
  try {
    const temporary = mkdtempSync(join(top, "temporary-"));
    const runner = { repository, temporary, env };
    if (on === "GitLab") {
      const revision = (name: string): string =>
        execFileSync("git", ["rev-parse", name], { cwd: repository, encoding: "utf8", env }).trim();
      const ran = await runGitLabJob(GITLAB, runner, {
        CI_API_V4_URL: forge.url,
        CI_COMMIT_SHA: revision("HEAD"),
        CI_JOB_URL: "https://gitlab.example.com/acme/gitops/-/jobs/1",
        CI_MERGE_REQUEST_DIFF_BASE_SHA: revision("main"),
        CI_MERGE_REQUEST_IID: "7",
        CI_PROJECT_ID: "1",
        CERTCTL_GITOPS_TOKEN: "t0ken",
        ...given,
      });
      return { ...ran, forge, summary: "" };
    }
    const ran = await runWorkflow(
      GITHUB,
      runner,
      {
        "github.base_ref": "main",
        "github.event.pull_request.number": "7",
        "github.repository": "acme/gitops",
        "github.run_id": "1",
        "github.server_url": "https://github.com",
        "github.token": "t0ken",
      },
      { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: "acme/gitops", ...given },
    );
    return { ...ran, forge, summary: readFileSync(join(temporary, "summary"), "utf8") };
  } finally {
    await forge.close();
  }
}

describe.each(["GitHub", "GitLab"] as const)("the job for %s", (on) => {
  const author = on === "GitHub" ? "github-actions[bot]" : "bot";

  it("comments once, and edits its comment on the next run", async () => {
    const repository = repositoryWith(newImage);
    const first = await run(on, repository);
    expect(first.log).not.toContain("::error::");
    expect(first.code).toBe(0);
    expect(first.forge.writes).toHaveLength(1);
    const [comment] = first.forge.comments;
    expect(comment?.body.startsWith(MARKER)).toBe(true);
    expect(comment?.body).toContain("data.log-level");

    const others: Comment[] = Array.from({ length: 150 }, (_, i) => ({
      id: 1000 + i,
      author: "somebody",
      body: `comment ${i}`,
    }));
    // Somebody else wrote the marker first: that comment is not ours.
    const comments = [
      { id: 1, author: "somebody", body: `${MARKER}\nmine` },
      ...others,
      { id: 9, author, body: `${MARKER}\nold` },
    ];
    const second = await run(on, repository, { comments });
    expect(second.code).toBe(0);
    expect(second.forge.writes).toEqual([expect.stringMatching(on === "GitHub" ? /^PATCH .*\/9$/ : /^PUT .*\/9$/)]);
    expect(second.forge.comments.find(({ id }) => id === 9)?.body).toBe(comment?.body);
    expect(second.forge.comments).toHaveLength(comments.length);
  });

  it("says nothing of a change that reaches no cluster, but corrects what it said before", async () => {
    const repository = repositoryWith((path) => writeFileSync(join(path, "README.md"), "words\n"));
    const quiet = await run(on, repository);
    expect([quiet.code, quiet.forge.comments]).toEqual([0, []]);
    const corrected = await run(on, repository, { comments: [{ id: 3, author, body: `${MARKER}\nold` }] });
    expect(corrected.forge.writes).toHaveLength(1);
    expect(corrected.forge.comments[0]?.body).not.toContain("old");
  });

  it("ends with 1 where the bundle is not what gen writes, and says so in the comment", async () => {
    const repository = repositoryWith((path) =>
      edit(path, BASE_FILE, /terminationGracePeriodSeconds: \d+/, "terminationGracePeriodSeconds: 77"),
    );
    const { code, forge, log } = await run(on, repository);
    expect(code).toBe(1);
    expect(log).toContain("the bundle is not what gen writes; run gen and commit");
    expect(forge.comments[0]?.body).toContain("**The bundle is not what `gen` writes**");
    expect(forge.comments[0]?.body).toContain("terminationGracePeriodSeconds");
  });

  it("ends with 3 where a part can't be rendered, which is told apart from a change", async () => {
    const repository = repositoryWith((path) => {
      rmSync(join(path, "certctl-gitops.yaml"));
      writeFileSync(join(path, "out/overlays/ha/server/kustomization.yaml"), "resources: [nothing.yaml]\n");
    });
    const { code, forge, log } = await run(on, repository);
    // `validate` can't read it either, which is told first; the gravest code is the last one's.
    expect(code).toBe(3);
    expect(log).toContain("diff: a part could not be rendered, and nothing is said of it");
    expect(forge.comments[0]?.body).toContain("**A part could not be rendered**");
    expect(forge.comments[0]?.body).not.toMatch(/removed: [1-9]|[1-9]\d* removed/);
  });

  it("goes on without the right to comment", async () => {
    const { code, forge, log, summary } = await run(on, repositoryWith(newImage), { mayWrite: false });
    expect(code).toBe(0);
    expect(forge.comments).toEqual([]);
    expect(log).toMatch(
      on === "GitHub" ? /::notice::no comment .*the summary/ : /no note .*above and in the artifacts/,
    );
    if (on === "GitHub") expect(summary).toContain("data.log-level");
    else expect(log).toContain("data.log-level");
  });

  it("never shows the token", async () => {
    const { log, summary, forge } = await run(on, repositoryWith(newImage));
    expect(JSON.stringify([log, summary, forge.comments])).not.toContain("t0ken");
  });
});

describe("the job for GitLab", () => {
  it("needs no token", async () => {
    const { code, log, forge } = await run("GitLab", repositoryWith(newImage), {}, { CERTCTL_GITOPS_TOKEN: "" });
    expect([code, forge.comments]).toEqual([0, []]);
    expect(log).toContain("no note: CERTCTL_GITOPS_TOKEN is not set");
  });
});

describe("the workflow for GitHub", () => {
  const workflow = parse(readFileSync(GITHUB, "utf8"));

  it("runs on pull_request alone, with no more rights than it needs", () => {
    expect(Object.keys(workflow.on)).toEqual(["pull_request"]);
    expect(workflow.permissions).toEqual({ contents: "read", "pull-requests": "write" });
  });

  it("pins every action to a commit, and names its version", () => {
    const uses = readFileSync(GITHUB, "utf8").match(/^.*uses:.*$/gm) ?? [];
    expect(uses).toHaveLength(3);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("puts no value of the pull request into a script", () => {
    for (const { run: script } of workflow.jobs["certctl-gitops"].steps) expect(script ?? "").not.toContain("${{");
  });
});

it("both files install the version that they were made for", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  for (const file of [GITHUB, GITLAB])
    expect(readFileSync(file, "utf8")).toContain(`CERTCTL_GITOPS: certctl-gitops@${version}\n`);
});
