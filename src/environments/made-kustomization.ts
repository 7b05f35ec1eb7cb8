/** Builds a kustomization that no file has: one that an object of Flux stands for. */
import type { Mapping } from "../kustomize/yaml/value.ts";
import type { Resource } from "../model/applied.ts";
import { InputError } from "../model/errors.ts";
import type { Finding, Place } from "../model/finding.ts";
import type { JsonValue, Path } from "../model/json.ts";
import { formatId } from "../model/manifest.ts";
import { type Built, builtResources } from "./built.ts";
import { layered } from "./layered.ts";
import type { Workspace } from "./workspace.ts";

/** The folder of these kustomizations; no path of a user has this character. */
const MADE = "\ue001";

/** Where the object says what has another name in a kustomization. */
const FIELDS: Readonly<Record<string, Path>> = {
  resources: ["spec", "path"],
  namespace: ["spec", "targetNamespace"],
  labels: ["spec", "commonMetadata", "labels"],
  commonAnnotations: ["spec", "commonMetadata", "annotations"],
};

/** Undefined where something is wrong with it, which is told. The kustomization lies two folders below the top; what it sets was set where `by` says it. */
export function madeKustomization(
  workspace: Workspace,
  settings: Readonly<Record<string, JsonValue>>,
  by: Resource,
  change: ((object: Mapping) => Mapping) | undefined,
): Built | undefined {
  const directory = `${MADE}/${workspace.cache.nextNumber()}`;
  const file = `${directory}/kustomization.yaml`;
  const fields = Object.keys(settings);
  // Each on a line of its own, the first on the second: so a line tells the field.
  const lines = Object.entries(settings).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const source = layered(workspace.tree, new Map([[file, { text: `{\n${lines.join(",\n")}\n}\n` }]]));
  const shown = (place: Place): Place => {
    if (place.file !== file) return place;
    const field = fields[(place.line ?? 2) - 2] ?? "resources";
    return by.placeOf(FIELDS[field] ?? ["spec", field]);
  };
  const settled = { source, directory, restrictor: "none", cache: workspace.builds, shown } as const;
  const name = formatId(by.id);
  const { findings } = workspace;
  return findings.try(() =>
    toldOf(file, name, shown, () => builtResources(change === undefined ? settled : { ...settled, change }, findings)),
  );
}

/** What `step` gives; what it throws names the object in place of the file that nobody has. */
function toldOf<T>(file: string, name: string, shown: (place: Place) => Place, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    const told = (text: string): string => text.replaceAll(file, name).replaceAll("../../", "");
    throw new InputError(
      cause.findings.map((finding): Finding => {
        return { ...finding, message: told(finding.message), fix: told(finding.fix), at: shown(finding.at) };
      }),
    );
  }
}
