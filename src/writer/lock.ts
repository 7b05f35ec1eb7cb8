/** The lock file: what the last runs wrote, in the format of `sha256sum`, so that anybody can check it. */
import { byCodeUnit, pathProblem } from "../files/paths.ts";
import type { GitSettings } from "../model/environment.ts";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { isObject } from "../model/json.ts";

export const LOCK_NAME = "certctl-gitops.lock";

export interface Lock {
  /** The version of this program that wrote it. */
  readonly version: string;
  /** Where the bundle is read from, as said at the first write. */
  readonly git?: GitSettings;
  /** Path to the SHA-256 of what was written there. */
  readonly files: ReadonlyMap<string, string>;
}

const TITLE = `# ${LOCK_NAME}: what was written, by which version; check it with: sha256sum --check ${LOCK_NAME}`;
const RULE = "lock-file";
const MAX_FINDINGS = 10;

/** The text of a lock, sorted by path: the same lock gives the same bytes. */
export function writeLock(lock: Lock): string {
  const lines = [TITLE, `# version: ${lock.version}`];
  if (lock.git !== undefined) {
    const { url, revision, path } = lock.git;
    lines.push(`# git: ${JSON.stringify({ url, revision, path })}`);
  }
  for (const path of [...lock.files.keys()].sort(byCodeUnit)) lines.push(`${lock.files.get(path)}  ${path}`);
  return `${lines.join("\n")}\n`;
}

/**
 * Reads the text of a lock; CRLF is taken, and so are comments that we don't know. Merge-conflict markers, damaged lines, a
 * path that leaves the folder, a path twice and a missing version are an InputError with every line (at most ten) that is wrong;
 * `file` is how they name the lock.
 */
export function readLock(text: string, file: string = LOCK_NAME): Lock {
  const findings: Finding[] = [];
  const report = (line: number, message: string, fix: string): void => {
    findings.push({ rule: RULE, severity: "error", message, fix, at: { file, line } });
  };
  const files = new Map<string, string>();
  let version = "";
  let git: GitSettings | undefined;
  for (const [index, line] of text.replace(/\r\n/g, "\n").split("\n").entries()) {
    const at = index + 1;
    if (/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line)) {
      report(at, "the lock file holds merge-conflict markers, so what was written can't be told", MERGE_FIX);
      break;
    }
    if (line.startsWith("# version: ")) version = line.slice("# version: ".length).trim();
    else if (line.startsWith("# git: ")) {
      git = readGit(line.slice("# git: ".length));
      if (git === undefined) report(at, "the git line is no object of url, revision and path", RESTORE_FIX);
    } else if (line !== "" && !line.startsWith("#")) {
      const problem = readEntry(line, files);
      if (problem !== undefined) report(at, problem, RESTORE_FIX);
    }
    if (findings.length === MAX_FINDINGS) break;
  }
  if (findings.length === 0 && version === "") report(1, "the lock file has no `# version:` line", RESTORE_FIX);
  if (findings.length > 0) throw new InputError(findings);
  return git === undefined ? { version, files } : { version, git, files };
}

const MERGE_FIX = `take either side (git checkout --theirs ${LOCK_NAME}), then run gen again: it writes the lock anew`;
const RESTORE_FIX = `restore the file from git (git checkout HEAD -- ${LOCK_NAME}); it is not meant to be edited`;

/** Adds a line's file; gives back what is wrong with the line. */
function readEntry(line: string, files: Map<string, string>): string | undefined {
  const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
  if (hash === undefined || path === undefined) return "the line is not a SHA-256, two spaces and a path";
  const problem = pathProblem(path);
  if (problem !== undefined) return `the path ${JSON.stringify(path)} ${problem}`;
  if (path === LOCK_NAME) return "the lock file names itself";
  if (files.has(path)) return `${path} stands twice`;
  files.set(path, hash);
  return undefined;
}

function readGit(text: string): GitSettings | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { url, revision, path } = value;
  if (typeof url !== "string" || typeof revision !== "string" || typeof path !== "string") return undefined;
  return { url, revision, path };
}
