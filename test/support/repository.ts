/** A git repository in a temporary folder, with fixed people and dates, and none of this machine's settings. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/files/hash.ts";
import { type Folder, temporaryFolder } from "./folder.ts";

export const GIT_ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.test",
  GIT_AUTHOR_DATE: "2024-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.test",
  GIT_COMMITTER_DATE: "2024-01-01T00:00:00Z",
};

export interface Repository extends Folder {
  /** What git prints, without its last line break. */
  git(...command: string[]): string;
  /** Commits everything in the folder, and says the commit's id. */
  commit(message?: string): string;
  /** A hash of every file below `.git`, by its path. */
  inside(): Readonly<Record<string, string>>;
}

/** A fetch starts maintenance that goes on behind it, and writes into a folder that is removed meanwhile. */
const SETTINGS = ["-c", "protocol.file.allow=always", "-c", "maintenance.auto=false"];

/** The folder as a repository that is there already. */
export function asRepository(folder: Folder): Repository {
  const git = (...command: string[]): string =>
    execFileSync("git", ["-C", folder.path, ...SETTINGS, ...command], {
      env: GIT_ENVIRONMENT as NodeJS.ProcessEnv,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).replace(/\n$/, "");
  return {
    ...folder,
    git,
    commit(message = "change") {
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
    inside: () =>
      Object.fromEntries(
        readdirSync(join(folder.path, ".git"), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((file) => [file, sha256(readFileSync(file))]),
      ),
  };
}

export function temporaryRepository(...options: string[]): Repository {
  const repository = asRepository(temporaryFolder());
  repository.git("init", "-q", "-b", "main", ...options);
  return repository;
}

/** A clone of a repository with all the options of `git clone`. */
export function cloneOf(from: Folder, ...options: string[]): Repository {
  const clone = asRepository(temporaryFolder());
  clone.git("clone", "-q", ...options, `file://${from.path}`, ".");
  return clone;
}

/** An environment whose `git` notes each command that it is run with, and those commands. */
export function watchedGit(folder: Folder): { env: typeof GIT_ENVIRONMENT; commands: () => string[] } {
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const bin = join(folder.path, "bin");
  const log = join(folder.path, "log");
  mkdirSync(bin, { recursive: true });
  writeFileSync(log, "");
  writeFileSync(join(bin, "git"), `#!/bin/sh\necho "$*" >>'${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(bin, "git"), 0o755);
  return {
    env: { ...GIT_ENVIRONMENT, PATH: `${bin}:${GIT_ENVIRONMENT.PATH}` },
    // What stands before a command are settings.
    commands: () =>
      readFileSync(log, "utf8")
        .trim()
        .split("\n")
        .map((line) => line.replace(/^.*filter\.lfs\.required=false /, "")),
  };
}
