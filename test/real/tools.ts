/** Finds the real tools: on PATH first, then where `../shared/cluster` builds them. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const CACHE =
  process.env.CLUSTER_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "certctl-gitops-cluster");

const TOOLS = {
  kustomize: { args: ["version"], version: /^v5\.8\.1$/m },
  helm: { args: ["version", "--template={{.Version}}"], version: /^v4\.2\.4\b/m },
  kubeconform: { args: ["-v"], version: /^v0\.7\.0$/m },
  kubectl: { args: ["version", "--client"], version: /v1\./ },
  go: { args: ["version"], version: /go1\./ },
} as const;

/** The program's whole path, so that it runs without PATH, too; throws where it is missing or of another version: what was not run must not look as if it had passed. */
export function tool(name: keyof typeof TOOLS): string {
  const { args, version } = TOOLS[name];
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  const places = [...onPath, join(CACHE, "bin", name)].filter((place) => existsSync(place));
  const seen = places.map((place) => {
    const { stdout, error } = spawnSync(place, args, { encoding: "utf8" });
    return { place, said: error === undefined ? stdout.trim() : "not there" };
  });
  const found = seen.find(({ said }) => version.test(said));
  if (found !== undefined) return found.place;
  const said = seen.map((s) => `${s.place}: ${s.said.split("\n")[0]}`).join("; ");
  throw new Error(`${name} ${version.source} is needed and was not found (${said}); .ci/run builds it`);
}
