/** Reads a folder as Flux's kustomize-controller does: with its kustomization, or with one of all that is in it. */
import { resolvePath } from "../kustomize/load/source.ts";
import type { Resource } from "../model/applied.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { type Contents, contentsOf } from "./contents.ts";
import { walk } from "./folder-walk.ts";
import { inputsOf } from "./inputs.ts";
import { kustomizationIn } from "./kustomizations.ts";
import { madeKustomization } from "./made-kustomization.ts";
import { isYamlFile, join } from "./paths.ts";
import { mappingAt, textAt } from "./resource.ts";
import { substitution } from "./substitute.ts";
import type { Workspace } from "./workspace.ts";
import { kustomizationContents, once } from "./workspace.ts";

/** `by` is the Kustomization of Flux. */
export function fluxFolder(workspace: Workspace, folder: string, by: Resource): Contents {
  const spec = mappingAt(by.manifest, "spec");
  const settings = settingsOf(spec, folder);
  const isOwn = kustomizationIn(workspace.tree, folder) !== undefined;
  if (isOwn && Object.keys(settings).length === 0 && spec.postBuild === undefined) {
    return kustomizationContents(workspace, folder, "none");
  }
  const part = `flux ${folder} ${JSON.stringify([settings, spec.postBuild ?? null])}`;
  return once(workspace, part, () => {
    const resources = isOwn ? [folder] : resourcesBelow(workspace, folder);
    if (resources.length === 0) return { resources: [], missing: [] };
    const change = isObject(spec.postBuild) ? substitution(mappingAt(spec.postBuild, "substitute")) : undefined;
    const { given, problems } = workspace.findings.during(() =>
      madeKustomization(workspace, { resources: resources.map(fromMade), ...settings }, by, change),
    );
    const components = textsOf(spec.components).map((path) => resolvePath(folder, path) ?? "");
    const inputs = (): readonly string[] => inputsOf(workspace.tree, [folder, ...components]);
    return contentsOf(given, { part, problems, inputs });
  });
}

/** What the object adds to the kustomization, by kustomize's names. */
function settingsOf(spec: JsonObject, folder: string): Record<string, JsonObject[string]> {
  const settings: Record<string, JsonObject[string]> = {};
  const namespace = textAt(spec, "targetNamespace");
  if (namespace !== "") settings.namespace = namespace;
  for (const field of ["namePrefix", "nameSuffix", "patches", "images"]) {
    const value = spec[field];
    if (value !== undefined && value !== null) settings[field] = value;
  }
  const { labels, annotations } = mappingAt(spec, "commonMetadata");
  if (isObject(labels)) settings.labels = [{ pairs: labels }];
  if (isObject(annotations)) settings.commonAnnotations = annotations;
  const components = textsOf(spec.components);
  if (components.length > 0) settings.components = components.map((path) => fromMade(join(folder, path)));
  return settings;
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A path as it is written in a kustomization two folders below the top. */
function fromMade(path: string): string {
  return `../../${path}`;
}

/** Source: fluxcd/pkg kustomize/kustomize_generator.go; names with a dot at their start are left out of what Flux fetches. */
export function resourcesBelow({ tree }: Workspace, folder: string): readonly string[] {
  return walk(tree, folder, ({ name, path, below }) => {
    if (name.startsWith(".")) return [];
    if (!tree.isDirectory(path)) return isYamlFile(name) && tree.size(path) !== undefined ? [path] : [];
    return kustomizationIn(tree, path) !== undefined ? [path] : below();
  });
}
