/** Tells addresses from files and folders, as kustomize does. */

/** True for a file that kustomize 5.8.1 would fetch from the web (api/internal/loader/fileloader.go). */
export function isWebAddress(path: string): boolean {
  return /^https?:/i.test(path);
}

/**
 * True for what kustomize 5.8.1 takes for a git repository before it looks for a folder (api/internal/git/repospec.go): an address
 * with ssh, http, https or file, `github.com/owner/name` or `github.com:owner/name`, and `user@host:path`.
 */
export function isRepository(argument: string): boolean {
  if (argument.startsWith("/")) return false;
  const [path = ""] = argument.replace(/^git::/i, "").split("?");
  const [, scheme = "", rest = ""] = /^((?:ssh|https?|file):\/\/)?(.*)$/is.exec(path) ?? [];
  const [user = ""] = /^[a-z][a-z0-9-]*@/i.exec(rest) ?? [];
  const address = rest.slice(user.length);
  if (scheme.toLowerCase() === "file://") return namesRepository(user + address, ALL);
  const short = scheme === "" && (user !== "" || /^github\.com[/:]/i.test(address));
  if (scheme === "" && !short) return false;
  const [slash, colon] = [address.indexOf("/"), address.indexOf(":")];
  const end = short && (slash < 0 || (colon > 0 && colon < slash)) ? colon : slash;
  return end >= 0 && namesRepository(address.slice(end + 1), TWO_STEPS);
}

const MARKS = [/^(.*?_git\/[^/]*)(.*)$/s, /^(.*?)\/\/(.*)$/s, /^(.*?\.git)(.*)$/s];
const TWO_STEPS = /^([^/]*\/[^/]*)(.*)$/s;
const ALL = /^(.*)()$/s;

/** Whether a path names a repository, by a mark in it or as `unmarked` says, and after it no folder outside of it. */
function namesRepository(path: string, unmarked: RegExp): boolean {
  const split = [...MARKS, unmarked].find((pattern) => pattern.test(path));
  const [, repository = "", folder = ""] = split?.exec(path) ?? [];
  return repository !== "" && !leaves(folder);
}

function leaves(folder: string): boolean {
  let depth = 0;
  for (const step of folder.split("/")) {
    if (step === "" || step === ".") continue;
    depth += step === ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}
