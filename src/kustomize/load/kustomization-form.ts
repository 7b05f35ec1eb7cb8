/** The form of a kustomization: its fields, what they may hold, and kustomize's checks of the whole. */
import type { Variable } from "../replacements/variables.ts";
import type { Value } from "../yaml/value.ts";
import { isMapping } from "../yaml/value.ts";
import type { Decoder, Entry, Problems, TextEntry } from "./entry.ts";
import { entryFinding, fields, list, member, optional, record, text, textEntry, texts } from "./entry.ts";
import type { GeneratorForm, GeneratorOptions } from "./generator-form.ts";
import { configMap, generatorOptions, secret } from "./generator-form.ts";
import { helmRefusal } from "./helm-refusal.ts";
import type { PatchForm } from "./patch-form.ts";
import { IMAGE_FIELDS, LABEL_FIELDS, patch, REPLICA_FIELDS } from "./patch-form.ts";
import type { ReplacementForm } from "./replacement-form.ts";
import { replacement, variable } from "./replacement-form.ts";

const sortOptions = record({
  order: text,
  legacySortOptions: optional(record({ orderFirst: list(text), orderLast: list(text) })),
});

const label = record(LABEL_FIELDS);
const image = record(IMAGE_FIELDS);
const replica = record(REPLICA_FIELDS);

/** Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ and api/types/kustomization.go of 5.8.1. */
const SHAPE = {
  apiVersion: text,
  kind: text,
  metadata: optional(record({ name: text, namespace: text, labels: texts, annotations: texts })),
  resources: list(textEntry),
  bases: list(textEntry),
  components: list(textEntry),
  crds: list(textEntry),
  configurations: list(textEntry),
  generators: list(textEntry),
  transformers: list(textEntry),
  validators: list(textEntry),
  openapi: texts,
  namespace: textEntry,
  namePrefix: textEntry,
  nameSuffix: textEntry,
  labels: list(label),
  commonLabels: texts,
  commonAnnotations: texts,
  images: list(image),
  imageTags: list(image),
  replicas: list(replica),
  patches: list(patch),
  patchesStrategicMerge: list(textEntry),
  patchesJson6902: list(patch),
  replacements: list(replacement),
  vars: list(variable),
  configMapGenerator: list(configMap),
  secretGenerator: list(secret),
  generatorOptions,
  sortOptions: optional(sortOptions),
  buildMetadata: list(text),
  helmCharts: list(fields({})),
  helmChartInflationGenerator: list(fields({})),
  helmGlobals: optional(fields({})),
} as const;

type Decoded<D> = D extends Decoder<infer T> ? T : never;
type LabelForm = Decoded<typeof label>;
type ImageForm = Decoded<typeof image>;
type ReplicaForm = Decoded<typeof replica>;
export type SortForm = Decoded<typeof sortOptions>;

export interface KustomizationForm {
  readonly entry: Entry;
  readonly kind: "Kustomization" | "Component";
  readonly resources: readonly TextEntry[];
  readonly components: readonly TextEntry[];
  readonly crds: readonly TextEntry[];
  readonly configurations: readonly TextEntry[];
  readonly generators: readonly TextEntry[];
  readonly transformers: readonly TextEntry[];
  readonly validators: readonly TextEntry[];
  readonly openapi: Readonly<Record<string, string>>;
  readonly namespace: TextEntry;
  readonly namePrefix: TextEntry;
  readonly nameSuffix: TextEntry;
  readonly labels: readonly LabelForm[];
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly images: readonly ImageForm[];
  readonly replicas: readonly ReplicaForm[];
  readonly patches: readonly PatchForm[];
  readonly patchesStrategicMerge: readonly TextEntry[];
  readonly patchesJson6902: readonly PatchForm[];
  readonly replacements: readonly ReplacementForm[];
  readonly vars: readonly Variable<Entry>[];
  readonly configMapGenerator: readonly GeneratorForm[];
  readonly secretGenerator: readonly GeneratorForm[];
  readonly generatorOptions: GeneratorOptions;
  readonly sortOptions: SortForm | undefined;
  readonly buildMetadata: readonly string[];
  /** What kustomize says to stderr about this kustomization. */
  readonly warnings: readonly string[];
}

/** Fields that kustomize replaced by others. */
const DEPRECATED = [
  ["bases", "resources"],
  ["commonLabels", "labels"],
  ["imageTags", "images"],
  ["patchesJson6902", "patches"],
  ["patchesStrategicMerge", "patches"],
  ["vars", "replacements"],
] as const;

const read = record(SHAPE);

export const kustomization: Decoder<KustomizationForm> = (entry, problems) => {
  if (isEmpty(entry.value)) {
    problems.push(
      entryFinding(entry, "empty", "the kustomization is empty", "List something, for example under `resources`."),
    );
  }
  if (refusesFlux(entry, problems)) return decode(entry, []);
  return decode(entry, problems);
};

function decode(entry: Entry, problems: Problems): KustomizationForm {
  refuseHelm(entry, problems);
  const form = read(entry, problems);
  return {
    ...form,
    kind: kindOf(entry, form, problems),
    resources: [...form.resources, ...form.bases],
    images: [...form.images, ...form.imageTags],
    warnings: DEPRECATED.filter(([field]) => member(entry, field).value !== undefined).map(warning),
  };
}

/** An object of the same kind that has nothing else in common with a kustomization. */
function refusesFlux(entry: Entry, problems: Problems): boolean {
  const { value } = member(entry, "apiVersion");
  if (typeof value !== "string" || !value.startsWith("kustomize.toolkit.fluxcd.io/")) return false;
  const problem = "this is an object of Flux, which tells a cluster what to build, and no kustomization";
  const fix = "Build the folder that its spec.path names, or list this file under `resources` of a kustomization.";
  problems.push(entryFinding(member(entry, "apiVersion"), "kind", problem, fix));
  return true;
}

function warning([field, better]: readonly [string, string]): string {
  const fix = "Run 'kustomize edit fix' to update your Kustomization automatically.";
  const experimental = field === "vars" ? "[EXPERIMENTAL] " : "";
  return `# Warning: '${field}' is deprecated. Please use '${better}' instead. ${experimental}${fix}`;
}

/** Empty for kustomize: an empty list in `resources` is something, an empty text or one in `bases` is nothing. */
function isEmpty(value: Value | undefined): boolean {
  if (!isMapping(value)) return value === undefined || value === null;
  return Object.entries(value).every(
    ([key, field]) =>
      ["apiversion", "kind"].includes(key.toLowerCase()) ||
      field === null ||
      field === "" ||
      (["bases", "imagetags"].includes(key.toLowerCase()) && Array.isArray(field) && field.length === 0),
  );
}

function refuseHelm(entry: Entry, problems: Problems): void {
  for (const field of ["helmCharts", "helmChartInflationGenerator"]) {
    const charts = member(entry, field);
    if (charts.value === undefined || (Array.isArray(charts.value) && charts.value.length === 0)) continue;
    problems.push(helmRefusal(charts));
  }
}

function kindOf(
  entry: Entry,
  form: { readonly kind: string; readonly apiVersion: string },
  problems: Problems,
): KustomizationForm["kind"] {
  const kind = form.kind === "" ? "Kustomization" : form.kind;
  if (kind !== "Kustomization" && kind !== "Component") {
    const problem = `kind ${kind} is not Kustomization or Component`;
    problems.push(entryFinding(member(entry, "kind"), "kind", problem, "Correct the kind."));
    return "Kustomization";
  }
  const wanted = `kustomize.config.k8s.io/${kind === "Component" ? "v1alpha1" : "v1beta1"}`;
  if (form.apiVersion !== "" && form.apiVersion !== wanted) {
    const problem = `apiVersion of a ${kind} must be ${wanted}`;
    problems.push(entryFinding(member(entry, "apiVersion"), "kind", problem, `Write ${wanted}.`));
  }
  return kind;
}
