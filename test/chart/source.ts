/** certctl's own source, which is not ours to keep: CERTCTL_SOURCE names the folder of a checkout. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const CHART = "deploy/helm/certctl";

export interface Source {
  /** The chart's folder. */
  readonly chart: string;
  /** A file of values beside the chart, `prod-ha`. */
  readonly example: (name: string) => string;
}

/** Throws where there is none: what was not run must not look as if it had passed. */
export function certctlSource(): Source {
  const folder = process.env.CERTCTL_SOURCE ?? "";
  if (folder === "" || !existsSync(join(folder, CHART, "Chart.yaml"))) {
    const said = folder === "" ? "is not set" : `is ${folder}, which has no ${CHART}/Chart.yaml`;
    throw new Error(`CERTCTL_SOURCE ${said}: it must name a checkout of certctl's source, commit 151107c`);
  }
  return {
    chart: resolve(folder, CHART),
    example: (name) => resolve(folder, "deploy/helm/examples", `values-${name}.yaml`),
  };
}

export function hasRelease(release: string): boolean {
  return git("rev-parse", "--verify", "--quiet", `${release}^{commit}`).status === 0;
}

/** Writes the chart of a release into an empty folder. */
export function chartOf(release: string, folder: string): string {
  spawnSync("tar", ["-x", "-C", folder], { input: git("archive", release, CHART).stdout });
  return join(folder, CHART);
}

function git(...args: string[]): ReturnType<typeof spawnSync> {
  return spawnSync("git", ["-C", process.env.CERTCTL_SOURCE ?? "", ...args], { maxBuffer: 1 << 26 });
}
