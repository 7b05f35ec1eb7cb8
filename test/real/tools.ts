/** Finds the real tools: on PATH first, then where `../shared/cluster` builds them. */
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";

const CACHE =
  process.env.CLUSTER_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "certctl-gitops-cluster");

const TOOLS = {
  kustomize: { args: ["version"], version: /^v5\.8\.1$/m },
  helm: { args: ["version", "--template={{.Version}}"], version: /^v4\.2\.4\b/m },
  kubectl: { args: ["version", "--client"], version: /v1\./ },
  go: { args: ["version"], version: /go1\./ },
} as const;

/** The program; throws where it is missing or of another version: what was not run must not look as if it had passed. */
export function tool(name: keyof typeof TOOLS): string {
  const { args, version } = TOOLS[name];
  const places = [name, join(CACHE, "bin", name)];
  const seen = places.map((place) => {
    const { stdout, error } = spawnSync(place, args, { encoding: "utf8" });
    return { place, said: error === undefined ? stdout.trim() : "not there" };
  });
  const found = seen.find(({ said }) => version.test(said));
  if (found !== undefined) return found.place;
  const said = seen.map((s) => `${s.place}: ${s.said.split("\n")[0]}`).join("; ");
  throw new Error(`${name} ${version.source} is needed and was not found (${said}); .ci/run builds it`);
}
