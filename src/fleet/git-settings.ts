/** The Git URL, revision and path as the engines read them. */
import { InputError } from "../model/errors.ts";
import type { Finding, Place } from "../model/finding.ts";
import { pathProblem } from "./rules/paths.ts";

/** A URL that no network has: a bundle without a known repository is complete but for it. */
export const UNKNOWN_URL = "https://git.invalid/unknown.git";

/** scp-style addresses become ssh:// ones, which both engines read; credentials are refused. */
export function gitUrl(url: string, at: Place): string {
  const scp = /^([A-Za-z0-9._-]+@)?([A-Za-z0-9.-]+):(?!\/\/)(.+)$/.exec(url);
  const normal = scp === null ? url : `ssh://${scp[1] ?? ""}${scp[2]}/${(scp[3] ?? "").replace(/^\//, "")}`;
  const finding = urlProblem(normal);
  if (finding !== undefined) throw new InputError([{ rule: "git-url", severity: "error", ...finding, at }]);
  return normal;
}

/** The message must not repeat what may be a token. */
function urlProblem(url: string): Pick<Finding, "message" | "fix"> | undefined {
  const fix = "Give an https:// or ssh:// URL of the repository.";
  // URL would drop line breaks and turn backslashes around; git and the engines do not.
  if (/[\s\\]/.test(url) || !URL.canParse(url)) return { message: "the Git URL is no URL", fix };
  const { protocol, username, password, hostname, search, hash } = new URL(url);
  if (!["https:", "http:", "ssh:"].includes(protocol))
    return { message: `engines read no ${protocol} repository`, fix };
  if (hostname === "") return { message: "the Git URL has no host", fix };
  if (password !== "" || (protocol !== "ssh:" && username !== "") || search !== "" || hash !== "") {
    const secret =
      "Remove it from the URL, and give the engine a Secret: flux.secretRef, or a repository Secret of Argo CD.";
    return { message: "the Git URL holds a user name, token or query, which would stand in Git for ever", fix: secret };
  }
  return undefined;
}

/** Without slashes and dots at its ends; refuses what leaves the repository. */
export function gitPath(path: string, at: Place): string {
  const why = pathProblem(path);
  if (why !== undefined) {
    const message = `the path ${JSON.stringify(path)} ${why}`;
    throw new InputError([
      {
        rule: "path-outside",
        severity: "error",
        message,
        fix: "Give the output folder's path in the repository, such as out.",
        at,
      },
    ]);
  }
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const NO_REVISION = /[\u0000-\u0020\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069~^:?*[\\]|\.\.|^-|\/$|^$/;

/** A branch, tag or commit as git allows it in a name. */
export function gitRevision(revision: string, at: Place): string {
  if (!NO_REVISION.test(revision)) return revision;
  const message = `${JSON.stringify(revision)} is no name of a branch, tag or commit`;
  throw new InputError([{ rule: "git-revision", severity: "error", message, fix: "Give a branch such as main.", at }]);
}
