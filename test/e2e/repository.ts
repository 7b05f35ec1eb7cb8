/** A user's repository with one cluster in its fleet file: generated, committed and pushed as a user does it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../src/model/json.ts";
import { type Ended, execute } from "../real/process.ts";
import { PROGRAM, SETTINGS } from "./settings.ts";

export interface Repository {
  readonly folder: string;
  /**
   * Writes the fleet file with these settings of the cluster, and the bundle, with these flags of `gen`; throws what it
   * complains about.
   */
  generate(settings: JsonObject, ...flags: string[]): Promise<void>;
  /** A file of the repository. */
  write(path: string, text: string): void;
  read(path: string): string;
  /** Changes a file by hand; throws where nothing of it changes. */
  edit(path: string, change: (text: string) => string): void;
  /** Commits everything and pushes; the commit's hash. */
  commit(message: string): Promise<string>;
  /** The last commit. */
  head(): Promise<string>;
  /** `certctl-gitops` in this folder. */
  run(args: readonly string[], stdin?: string): Promise<Ended>;
  /** Removes the branch and the folder. */
  close(): Promise<void>;
}

/** A new branch of that name, with nothing of another one in it; the cluster has that name as well. */
export async function openRepository(name: string): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-e2e-"));
  const must = async (program: string, args: readonly string[], stdin?: string): Promise<Ended> => {
    const ended = await execute(program, args, { cwd: folder, ...(stdin === undefined ? {} : { stdin }) });
    // What a program of ours was given is not shown: it may be Secrets.
    if (ended.code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${ended.code}: ${ended.stderr}`);
    return ended;
  };
  const git = (...args: string[]): Promise<Ended> =>
    must("git", ["-c", "user.name=e2e", "-c", "user.email=e2e@example.com", "-c", "commit.gpgSign=false", ...args]);
  const path = (file: string): string => join(folder, file);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };

  const head = async (): Promise<string> => (await git("rev-parse", "HEAD")).stdout.trim();

  await git("init", "--quiet", `--initial-branch=${name}`);
  await git("remote", "add", "origin", SETTINGS.gitPushUrl);
  return {
    folder,
    generate: async (settings, ...flags) => {
      const fleet = {
        apiVersion: "certctl-gitops/v1alpha1",
        kind: "Fleet",
        git: { url: SETTINGS.gitUrl, revision: name, path: "out" },
        clusters: [{ name, ...settings }],
      };
      // JSON is YAML.
      write("certctl-gitops.yaml", `${JSON.stringify(fleet, null, 2)}\n`);
      await must(process.execPath, [PROGRAM, "gen", ...flags]);
    },
    write,
    read: (file) => readFileSync(path(file), "utf8"),
    edit: (file, change) => {
      const before = readFileSync(path(file), "utf8");
      const after = change(before);
      if (after === before) throw new Error(`${file}: nothing to change was found`);
      writeFileSync(path(file), after);
    },
    commit: async (message) => {
      await git("add", "--all");
      await git("commit", "--quiet", "--message", message);
      await git("push", "--quiet", "--force", "origin", `HEAD:refs/heads/${name}`);
      return head();
    },
    head,
    run: (args, stdin) => must(process.execPath, [PROGRAM, ...args], stdin),
    close: async () => {
      await execute("git", ["push", "--quiet", "origin", "--delete", name], { cwd: folder });
      const { stdout } = await execute("git", ["ls-remote", "--heads", "origin", name], { cwd: folder });
      rmSync(folder, { recursive: true, force: true });
      if (stdout !== "") throw new Error(`branch ${name} is still there`);
    },
  };
}
