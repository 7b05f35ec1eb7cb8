/** The custom resources of the engines and controllers, installed from their Go modules: none of them stands in this tree. */
import { join } from "node:path";
import { kubectlOk } from "./cluster.ts";
import { execute } from "./process.ts";
import { tool } from "./tools.ts";

interface Source {
  readonly module: string;
  /** As kubectl takes it: a folder of a kustomization behind -k, a file or folder behind -f. */
  readonly flag: "-f" | "-k";
  readonly paths: readonly string[];
}

const SOURCES: readonly Source[] = [
  { module: "github.com/argoproj/argo-cd/v3@v3.5.1", flag: "-k", paths: ["manifests/crds"] },
  { module: "github.com/fluxcd/source-controller@v1.9.4", flag: "-f", paths: ["config/crd/bases"] },
  { module: "github.com/fluxcd/kustomize-controller@v1.9.4", flag: "-f", paths: ["config/crd/bases"] },
  { module: "github.com/fluxcd/helm-controller@v1.6.3", flag: "-f", paths: ["config/crd/bases"] },
  {
    module: "github.com/cert-manager/cert-manager@v1.21.2",
    flag: "-f",
    paths: ["deploy/crds/cert-manager.io_certificates.yaml"],
  },
  {
    module: "github.com/external-secrets/external-secrets@v1.3.2",
    flag: "-f",
    paths: ["config/crds/bases/external-secrets.io_externalsecrets.yaml"],
  },
  {
    module: "github.com/bitnami-labs/sealed-secrets@v0.40.0",
    flag: "-f",
    paths: ["helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml"],
  },
  {
    module: "github.com/traefik/traefik/v3@v3.7.13",
    flag: "-f",
    paths: ["docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml"],
  },
];

/** Installs all of them and waits until the API server serves them; they stay, since others may use them by then. */
export async function installCrds(): Promise<void> {
  for (const { module, flag, paths } of SOURCES) {
    const { code, stdout, stderr } = await execute(tool("go"), ["mod", "download", "-json", module]);
    if (code !== 0) throw new Error(`go mod download ${module}: ${stdout}${stderr}`);
    const { Dir } = JSON.parse(stdout) as { Dir: string };
    for (const path of paths) await kubectlOk(["apply", "--server-side", flag, join(Dir, path)]);
  }
  await kubectlOk(["wait", "--for=condition=Established", "crd", "--all", "--timeout=60s"]);
}
