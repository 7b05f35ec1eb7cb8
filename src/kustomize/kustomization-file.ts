/** Finds and checks a kustomization file: the untyped document becomes what the build reads. */
import type { JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { documentsOf } from "./documents.ts";
import type { Entry } from "./entry.ts";
import {
  entryError,
  expectKeys,
  flag,
  items,
  member,
  optionalText,
  requiredText,
  textMap,
  wrongType,
} from "./entry.ts";
import type { ImageEntry, Kustomization, LabelEntry, PatchEntry, ReplicaEntry } from "./kustomization.ts";
import { findKustomization } from "./kustomization-find.ts";
import { readGenerator, readGeneratorOptions } from "./kustomization-generators.ts";
import { readTarget } from "./kustomization-target.ts";
import type { Source } from "./source.ts";

const FIELDS = [
  "apiVersion",
  "kind",
  "metadata",
  "resources",
  "components",
  "patches",
  "labels",
  "images",
  "replicas",
  "configMapGenerator",
  "generatorOptions",
  "namespace",
];

/** Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ (fields of 5.8 not built yet). */
const LATER = [
  "bases",
  "buildMetadata",
  "commonAnnotations",
  "commonLabels",
  "configurations",
  "crds",
  "generators",
  "helmCharts",
  "helmChartInflationGenerator",
  "helmGlobals",
  "imageTags",
  "inventory",
  "namePrefix",
  "nameSuffix",
  "openapi",
  "patchesJson6902",
  "patchesStrategicMerge",
  "replacements",
  "secretGenerator",
  "sortOptions",
  "transformers",
  "validators",
  "vars",
];

/** The kustomization of a directory; a directory without one, or with two, is an error. */
export function readKustomization(source: Source, directory: string): Kustomization {
  const path = findKustomization(source, directory);
  const file = source.read(path);
  const documents = file === undefined ? [] : documentsOf(file, path, "1.1").filter((document) => document !== null);
  const root: Entry = { file: path, text: file?.text ?? "", path: [], value: documents[0] };
  if (documents.length > 1) throw entryError(root, "form", "holds several YAML documents", "Keep one document.");
  if (isEmpty(documents[0]))
    throw entryError(root, "empty", "the kustomization is empty", "List something, for example under `resources`.");
  expectKeys(root, FIELDS, LATER);
  return {
    file: path,
    text: root.text,
    directory,
    kind: readKind(root),
    resources: items(member(root, "resources")).map((entry) => ({ entry, path: requiredText(entry) })),
    components: items(member(root, "components")).map((entry) => ({ entry, path: requiredText(entry) })),
    patches: items(member(root, "patches")).map(readPatch),
    labels: items(member(root, "labels")).map(readLabels),
    images: items(member(root, "images")).map(readImage),
    replicas: items(member(root, "replicas")).map(readReplicas),
    configMaps: items(member(root, "configMapGenerator")).map(readGenerator),
    generatorOptions: readGeneratorOptions(member(root, "generatorOptions")),
    namespace: { entry: member(root, "namespace"), name: optionalText(member(root, "namespace")) ?? "" },
  };
}

function isEmpty(document: JsonValue | undefined): boolean {
  return !isObject(document) || Object.keys(document).every((key) => ["apiVersion", "kind", "metadata"].includes(key));
}

function readKind(root: Entry): Kustomization["kind"] {
  const kind = optionalText(member(root, "kind")) ?? "Kustomization";
  if (kind !== "Kustomization" && kind !== "Component") {
    throw entryError(
      member(root, "kind"),
      "kind",
      `kind ${kind} is not Kustomization or Component`,
      "Correct the kind.",
    );
  }
  const wanted = `kustomize.config.k8s.io/${kind === "Component" ? "v1alpha1" : "v1beta1"}`;
  const apiVersion = optionalText(member(root, "apiVersion")) ?? wanted;
  if (apiVersion === wanted) return kind;
  throw entryError(member(root, "apiVersion"), "kind", `apiVersion of a ${kind} must be ${wanted}`, `Write ${wanted}.`);
}

function readPatch(entry: Entry): PatchEntry {
  expectKeys(entry, ["path", "patch", "target", "options"]);
  const path = optionalText(member(entry, "path")) ?? "";
  const inline = optionalText(member(entry, "patch")) ?? "";
  if ((path === "") === (inline === "")) {
    throw entryError(entry, "patch", "exactly one of `path` and `patch` must be set", "Set one of them.");
  }
  const options = member(entry, "options");
  if (options.value !== undefined) expectKeys(options, ["allowNameChange", "allowKindChange"]);
  const target = member(entry, "target");
  return {
    entry,
    path,
    inline,
    ...(target.value === undefined ? {} : { target: readTarget(target) }),
    allowNameChange: flag(member(options, "allowNameChange")),
    allowKindChange: flag(member(options, "allowKindChange")),
  };
}

function readLabels(entry: Entry): LabelEntry {
  expectKeys(entry, ["pairs", "includeSelectors", "includeTemplates"], ["fields"]);
  return {
    pairs: textMap(member(entry, "pairs")),
    includeSelectors: flag(member(entry, "includeSelectors")),
    includeTemplates: flag(member(entry, "includeTemplates")),
  };
}

function readImage(entry: Entry): ImageEntry {
  expectKeys(entry, ["name", "newName", "newTag", "digest"], ["tagSuffix"]);
  return {
    entry,
    name: requiredText(member(entry, "name")),
    newName: optionalText(member(entry, "newName")) ?? "",
    newTag: optionalText(member(entry, "newTag")) ?? "",
    digest: optionalText(member(entry, "digest")) ?? "",
  };
}

function readReplicas(entry: Entry): ReplicaEntry {
  expectKeys(entry, ["name", "count"]);
  const count = member(entry, "count");
  if (count.value !== undefined && !Number.isSafeInteger(count.value)) throw wrongType(count, "a whole number");
  return { entry, name: requiredText(member(entry, "name")), count: Number(count.value ?? 0) };
}
