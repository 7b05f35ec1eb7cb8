/** The projects whose CustomResourceDefinitions we ship tables of, with the versions that they are taken from. */

interface Source {
  readonly name: string;
  readonly version: string;
  /** A Go module that has the files, or a git repository where no module has them. */
  readonly from: { readonly module: string } | { readonly repository: string };
  /** Folders, of which all YAML files are read, or files. */
  readonly paths: readonly string[];
}

const flux = (name: string, version: string): Source => ({
  name,
  version,
  from: { module: `github.com/fluxcd/${name}` },
  paths: ["config/crd/bases"],
});

const fluxRepository = (name: string, version: string): Source => ({
  ...flux(name, version),
  from: { repository: `https://github.com/fluxcd/${name}` },
});

export const SOURCES: readonly Source[] = [
  {
    name: "argo-cd",
    version: "v3.5.1",
    from: { module: "github.com/argoproj/argo-cd/v3" },
    paths: ["manifests/crds"],
  },
  flux("source-controller", "v1.9.4"),
  flux("kustomize-controller", "v1.9.4"),
  flux("helm-controller", "v1.6.3"),
  fluxRepository("notification-controller", "v1.9.3"),
  fluxRepository("image-reflector-controller", "v1.2.0"),
  fluxRepository("image-automation-controller", "v1.2.1"),
  {
    name: "cert-manager",
    version: "v1.21.2",
    from: { module: "github.com/cert-manager/cert-manager" },
    paths: ["deploy/crds"],
  },
  {
    name: "external-secrets",
    version: "v1.3.2",
    from: { module: "github.com/external-secrets/external-secrets" },
    paths: ["config/crds/bases"],
  },
  {
    name: "sealed-secrets",
    version: "v0.40.0",
    from: { module: "github.com/bitnami-labs/sealed-secrets" },
    paths: ["helm/sealed-secrets/crds"],
  },
  {
    name: "prometheus-operator",
    version: "v0.93.0",
    from: { repository: "https://github.com/prometheus-operator/prometheus-operator" },
    paths: ["example/prometheus-operator-crd"],
  },
  {
    name: "cloudnative-pg",
    version: "v1.30.0",
    from: { repository: "https://github.com/cloudnative-pg/cloudnative-pg" },
    paths: ["config/crd/bases"],
  },
  {
    name: "gateway-api",
    version: "v1.6.3",
    from: { module: "sigs.k8s.io/gateway-api" },
    paths: ["config/crd/standard"],
  },
  {
    name: "traefik",
    version: "v3.7.13",
    from: { module: "github.com/traefik/traefik/v3" },
    paths: ["docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml"],
  },
];

export type { Source };
