// Many clusters that stand on one Kustomization of the example bundle, for the benchmarks.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The Kustomization that all overlays stand on, from the folder that holds `out`. */
export const BASE = "out/clusters/ha";

/** Each overlay has a name, namespace, image and patches of its own. */
export function writeOverlays(folder, count) {
  cpSync(join(ROOT, "out"), join(folder, "out"), { recursive: true });
  for (let i = 0; i < count; i++) {
    const at = join(folder, overlay(i));
    mkdirSync(at, { recursive: true });
    for (const [name, lines] of Object.entries(filesOf(i))) writeFileSync(join(at, name), `${lines.join("\n")}\n`);
  }
}

/** Its folder. */
export const overlay = (i) => `overlays/c-${i}`;

function filesOf(i) {
  return {
    "kustomization.yaml": [
      "apiVersion: kustomize.config.k8s.io/v1beta1",
      "kind: Kustomization",
      `namePrefix: c-${i}-`,
      `namespace: ns-${i % 7}`,
      "resources:",
      `  - ../../${BASE}`,
      "patches:",
      "  - path: one-namespace.yaml",
      "  - path: server.yaml",
      "images:",
      "  - name: ghcr.io/certctl-io/certctl-server",
      `    newTag: v2.1.${i}`,
    ],
    "one-namespace.yaml": ["apiVersion: v1", "kind: Namespace", "metadata: {name: certctl-agents}", "$patch: delete"],
    "server.yaml": [
      "apiVersion: apps/v1",
      "kind: Deployment",
      "metadata:",
      "  name: certctl-server",
      "  namespace: certctl",
      `  labels: {cluster: c-${i}}`,
      `spec: {replicas: ${1 + (i % 5)}}`,
    ],
  };
}
