/** Trees in tests: files in, environments as short texts out. */
import { type FindOptions, type Found, findEnvironments } from "../../src/environments/environments.ts";
import { type Tree, treeSource } from "../../src/kustomize/load/source.ts";
import type { AppliedEnvironment, Resource } from "../../src/model/applied.ts";
import { type Finding, formatPlace } from "../../src/model/finding.ts";
import type { Path } from "../../src/model/json.ts";
import { formatId } from "../../src/model/manifest.ts";

export function tree(files: Readonly<Record<string, string>>): Tree {
  return treeSource(new Map(Object.entries(files).map(([path, text]) => [path, { text }])));
}

export function find(
  files: Readonly<Record<string, string>>,
  paths: string | readonly string[] = "",
  options?: FindOptions,
): Found {
  return findEnvironments(tree(files), typeof paths === "string" ? [paths] : paths, options);
}

/** By name, each applier with what it applies: `application a: ConfigMap x`. */
export function told(environments: readonly AppliedEnvironment[]): Record<string, string[]> {
  return Object.fromEntries(
    environments.map(({ name, appliers }) => [
      name,
      appliers.map(({ kind, by, resources }) => {
        const who = by === undefined ? kind : `${kind} ${by.id.name}`;
        return `${who}: ${resources.map(({ id }) => formatId(id)).join(", ")}`;
      }),
    ]),
  );
}

/** `rule file:line:column message`. */
export function lines(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, at, message }) => `${rule} ${formatPlace(at)} ${message}`);
}

export function resource({ resources }: AppliedEnvironment, id: string): Resource {
  const found = resources.find((one) => formatId(one.id) === id);
  if (found === undefined) throw new Error(`no ${id} among ${resources.map((one) => formatId(one.id)).join(", ")}`);
  return found;
}

export function place(environment: AppliedEnvironment, id: string, path: Path): string {
  return formatPlace(resource(environment, id).placeOf(path));
}

/** The only environment of a search in which nothing is wrong. */
export function only({ environments, incomplete, problems }: Found): AppliedEnvironment {
  const [first] = environments;
  if (first === undefined || environments.length + incomplete.length > 1 || problems.length > 0) {
    throw new Error(JSON.stringify([told(environments), told(incomplete), problems]));
  }
  return first;
}

export const configMap = (name: string, namespace = ""): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace === "" ? "" : `  namespace: ${namespace}\n`}`;

export const application = (name: string, path: string, more = ""): string =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec:
  source: {repoURL: "https://example.com/a.git", path: ${path}}
  destination: {namespace: web${more}}
`;

export const fluxKustomization = (name: string, path: string, more = ""): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec:
  path: ${path}
  sourceRef: {kind: GitRepository, name: flux-system}
${more}`;

export const helmRelease = (name: string, chart: string, kind = "GitRepository"): string =>
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ${name}, namespace: flux-system}
spec:
  targetNamespace: web
  chart: {spec: {chart: ${chart}, sourceRef: {kind: ${kind}, name: flux-system}}}
`;
