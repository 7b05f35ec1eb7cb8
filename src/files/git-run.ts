/** Running git so that it only reads: nothing is fetched, written, paged, filtered by a helper or asked of a person. */
import { spawnSync } from "node:child_process";
import { FailureError, inputError } from "../model/errors.ts";
import { gitProblem } from "./git-problem.ts";
import { errorCode } from "./io-failure.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a run of git gave: what it wrote, its exit code, and its messages. */
export interface GitAnswer {
  readonly bytes: Buffer;
  readonly status: number;
  readonly messages: string;
}

/** One folder's git: every command starts with the same settings, in the same environment. */
export interface Git {
  readonly environment: Environment;
  /** The arguments of a command with those of the settings before it. */
  arguments(command: readonly string[]): readonly string[];
  /**
   * Runs a command; exit codes in `accepted` (0 alone unless told) are answers. InputError: git is missing, or says what is wrong
   * with the repository. FailureError: it ends in any other way.
   */
  run(command: readonly string[], options?: RunOptions): GitAnswer;
}

export interface RunOptions {
  readonly input?: Buffer;
  readonly accepted?: readonly number[];
}

/**
 * The command line wins over every configuration file: no program that one names may start (core.fsmonitor, hooks, the filter of
 * Git LFS, which writes below `.git`) and no line end may be refused.
 */
const SETTINGS = {
  "core.fsmonitor": "false",
  "core.hooksPath": "/dev/null",
  "core.safecrlf": "false",
  "filter.lfs.clean": "",
  "filter.lfs.process": "",
  "filter.lfs.required": "false",
};

/**
 * What a hook or another command of git hands down (`git rev-parse --local-env-vars`, git(1)) would name another repository, index or
 * way of matching than the folder's own. GIT_CONFIG_COUNT stays: it is how a CI job allows a folder of another owner.
 */
const DROPPED =
  /^GIT_(DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|PREFIX|NAMESPACE|GRAFT_FILE|SHALLOW_FILE|INTERNAL_SUPER_PREFIX|ATTR_SOURCE|REPLACE_REF_BASE|EXTERNAL_DIFF|DIFF_OPTS|FLUSH|(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS|TRACE.*)$/i;

/** git of a folder, an absolute path; `env` is the environment of the program. */
export function gitIn(folder: string, env: Environment): Git {
  const environment = readingEnvironment(env);
  const before = [
    "--no-pager",
    "-C",
    folder,
    ...Object.entries(SETTINGS).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
  const git: Git = {
    environment,
    arguments: (command) => [...before, ...command],
    run(command, { input, accepted = [0] } = {}) {
      const { status, stdout, stderr, error, signal } = spawnSync("git", [...before, ...command], {
        env: environment,
        input: input ?? "",
        maxBuffer: Number.POSITIVE_INFINITY,
        windowsHide: true,
      });
      if (error !== undefined) throw notStarted(error);
      const messages = stderr.toString("utf8");
      if (status !== null && accepted.includes(status)) return { bytes: stdout, status, messages };
      throw gitProblem(command[0] ?? "", messages, status === null ? `signal ${signal}` : `exit code ${status}`);
    },
  };
  return git;
}

/**
 * GIT_NO_LAZY_FETCH keeps a partial clone from asking its remote, and where git is too old to know it, a remote without any allowed
 * protocol can't be asked.
 */
function readingEnvironment(env: Environment): Environment {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !DROPPED.test(name))),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_PAGER: "cat",
    LC_ALL: "C",
  };
}

/** The error of a git that could not be started. */
export function notStarted(error: Error): Error {
  if (errorCode(error) === "ENOENT") {
    return inputError(
      "git-missing",
      "git is not on the PATH, and a comparison of commits needs it",
      "Install git 2.39 or later, or name two folders: `diff DIR_A DIR_B` needs no git.",
    );
  }
  return new FailureError(`git could not be started: ${error.message}`, "run `git --version` to see why", {
    cause: error,
  });
}
