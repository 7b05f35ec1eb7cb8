/** What the repository around a folder says of itself; nothing is ever written to it, and no network is asked. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder at or above `directory` with a `.git`, or undefined. */
export function repositoryRoot(directory: string): string | undefined {
  for (let here = directory; ; here = dirname(here)) {
    if (existsSync(join(here, ".git"))) return here;
    if (dirname(here) === here) return undefined;
  }
}

/** The URL of `origin` as the repository's own configuration has it; undefined without a repository, remote or git. */
export function remoteUrl(repository: string): string | undefined {
  if (!existsSync(join(repository, ".git"))) return undefined;
  const found = spawnSync("git", ["config", "--get", "remote.origin.url"], { cwd: repository, encoding: "utf8" });
  const url = found.status === 0 ? found.stdout.trim() : "";
  return url === "" ? undefined : url;
}
