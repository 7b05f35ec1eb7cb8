/** From flags, environment variables, the fleet file, the lock and the repository to the environments of a run. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { relative, resolve as resolvePath, sep } from "node:path";
import { remoteUrl, repositoryRoot } from "../files/git.ts";
import { ioFailure } from "../files/io-failure.ts";
import { setLayer } from "../fleet/flags.ts";
import { gitPath, gitRevision, gitUrl, UNKNOWN_URL } from "../fleet/git-settings.ts";
import { type FleetFile, type Resolved, readFleet, resolve } from "../fleet/resolve.ts";
import type { GitSettings } from "../model/environment.ts";
import { InputError, inputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { at } from "../model/json.ts";
import { FLEET_FILE } from "./fleet-file.ts";
import type { Io } from "./io.ts";

export interface SettingOptions {
  readonly file?: string;
  readonly cluster?: string;
  readonly engine?: string;
  readonly gitUrl?: string;
  readonly gitRevision?: string;
  readonly gitPath?: string;
  readonly set: readonly string[];
  readonly out: string;
  readonly color: string;
}

export interface Settings extends Resolved {
  readonly fleet: FleetFile | undefined;
  /** The repository that holds the output folder, or the current folder where there is none. */
  readonly repository: string;
  /** What the lock is to remember; undefined where no URL is known. */
  readonly git: GitSettings | undefined;
}

/** `recorded` is what the lock of the output folder remembers; the remote is asked last, and only if `askRemote`. */
export async function readSettings(
  profile: string | undefined,
  options: SettingOptions,
  io: Io,
  recorded: GitSettings | undefined,
  askRemote: boolean,
): Promise<Settings> {
  const repository = repositoryRoot(io.cwd) ?? io.cwd;
  const engine = options.engine === undefined ? [] : [`engine=${options.engine}`];
  const problems = new Problems();
  const fleet = await problems.collect(() => readFleetFile(options, io));
  const flags = await problems.collect(() => setLayer([...options.set, ...engine]));
  const git = await problems.collect(() => gitSettings({ options, io, fleet, recorded, repository, askRemote }));
  if (flags === undefined || git === undefined || problems.found) throw problems.error();
  const resolved = resolve({ fleet, profile, cluster: options.cluster, flags, git });
  const known = git.url !== UNKNOWN_URL;
  const warnings = [
    ...(known ? [] : [unknownUrl()]),
    ...pathWarning(git, repository, options, io),
    ...resolved.warnings,
  ];
  return { ...resolved, warnings, fleet, repository, git: known ? git : undefined };
}

/** Steps that don't need each other are all tried, so that all problems are told at once. */
class Problems {
  private readonly findings: Finding[] = [];

  get found(): boolean {
    return this.findings.length > 0;
  }

  error(): InputError {
    return new InputError(this.findings);
  }

  async collect<T>(step: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.findings.push(...error.findings);
      return undefined;
    }
  }
}

async function readFleetFile(options: SettingOptions, io: Io): Promise<FleetFile | undefined> {
  const named = options.file;
  const path = resolvePath(io.cwd, named ?? FLEET_FILE);
  if (!existsSync(path)) {
    if (named === undefined) return undefined;
    throw inputError("fleet-file", `there is no file ${named}`, "Correct --file, or leave it out.", { path: "--file" });
  }
  if (statSync(path).isDirectory()) {
    throw inputError("fleet-file", `${named ?? FLEET_FILE} is a folder`, "Name a fleet file.", { path: "--file" });
  }
  try {
    return await readFleet(readFileSync(path, "utf8"), named ?? FLEET_FILE);
  } catch (error) {
    throw ioFailure(error, "cannot read", path);
  }
}

interface GitInput {
  readonly options: SettingOptions;
  readonly io: Io;
  readonly fleet: FleetFile | undefined;
  readonly recorded: GitSettings | undefined;
  readonly repository: string;
  readonly askRemote: boolean;
}

function gitSettings({ options, io, fleet, recorded, repository, askRemote }: GitInput): GitSettings {
  const written = (key: "url" | "revision" | "path"): string | undefined =>
    at(fleet?.layer.data, "git", key) as string | undefined;
  const place = (flag: string | undefined, name: string, key: string) =>
    flag !== undefined ? { path: name } : (fleet?.layer.place(["git", key]) ?? {});
  const url = options.gitUrl ?? written("url");
  const revision = options.gitRevision ?? written("revision");
  const path = options.gitPath ?? written("path");
  return {
    url:
      url !== undefined
        ? gitUrl(url, place(options.gitUrl, "--git-url", "url"))
        : (recorded?.url ?? originUrl(repository, askRemote) ?? UNKNOWN_URL),
    revision:
      revision !== undefined
        ? gitRevision(revision, place(options.gitRevision, "--git-revision", "revision"))
        : (recorded?.revision ?? "main"),
    path:
      path !== undefined
        ? gitPath(path, place(options.gitPath, "--git-path", "path"))
        : (recorded?.path ?? folderInRepository(repository, options.out, io)),
  };
}

function originUrl(repository: string, askRemote: boolean): string | undefined {
  const url = askRemote ? remoteUrl(repository) : undefined;
  // A clone of a folder on the same disk: that is no address for an engine, and no mistake either.
  const isLocal = url !== undefined && /^([/.~]|file:|[A-Za-z]:[\\/])/.test(url);
  return url === undefined || isLocal ? undefined : gitUrl(url, { path: "git remote origin" });
}

function folderInRepository(repository: string, out: string, io: Io): string {
  const path = relative(repository, resolvePath(io.cwd, out)).split(sep).join("/");
  return path.startsWith("../") || path === ".."
    ? out
        .split(/[\\/]/)
        .filter((p) => p !== "..")
        .join("/")
    : path;
}

function unknownUrl(): Finding {
  return {
    rule: "git-url",
    severity: "warning",
    message: `no Git URL is known, so the engines' objects point to ${UNKNOWN_URL}: they can't sync yet`,
    fix: "Give --git-url https://..., or git.url in the fleet file, and run again.",
    at: {},
  };
}

/** The engines look where `git.path` says; the bundle is written where `--out` says. */
function pathWarning(git: GitSettings, repository: string, options: SettingOptions, io: Io): Finding[] {
  if (repositoryRoot(io.cwd) === undefined) return [];
  const path = folderInRepository(repository, options.out, io);
  if (path === git.path) return [];
  const message = `the engines look in ${git.path || "the root"} of the repository, but the bundle is written to ${path}`;
  return [
    {
      rule: "git-path",
      severity: "warning",
      message,
      fix: `Give --out or --git-path so that both are the same.`,
      at: {},
    },
  ];
}
