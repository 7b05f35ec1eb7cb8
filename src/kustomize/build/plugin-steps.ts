/** Makes steps of kustomize's built-in transformers that stand in files of their own. */
import type { FieldSpec } from "../config/config.ts";
import { withHash } from "../finish/hash.ts";
import type { Decoder, Entry, TextEntry } from "../load/entry.ts";
import { decodeAll, entryError, member } from "../load/entry.ts";
import type { Root } from "../load/root.ts";
import { filePath, readFile } from "../load/root.ts";
import { tryEach } from "../load/try-all.ts";
import type { SchemaScope } from "../merge/schema-scope.ts";
import { applyMergePatch, applyOperations, applyPatch } from "../patch/apply.ts";
import { loadInlineMergePatches, loadJsonPatch, loadMergePatch, loadPatch } from "../patch/load.ts";
import type { Resource } from "../resources/resource.ts";
import { addAnnotations, addLabels } from "../transform/entries.ts";
import { changeImages } from "../transform/images.ts";
import { addPrefix, addSuffix } from "../transform/name-affixes.ts";
import { setNamespace } from "../transform/namespace.ts";
import { setReplicas } from "../transform/replicas.ts";
import type { SubjectMode } from "../transform/role-subjects.ts";
import { addValue } from "../transform/value-add.ts";
import { readSetting } from "../yaml/read-file.ts";
import type { FormOf } from "./plugin-forms.ts";
import { FORMS, valueTargets } from "./plugin-forms.ts";
import { loadReplacements, replacementParts } from "./replacement-step.ts";
import type { Apply, Part } from "./run-steps.ts";
import { partOf, patchPart } from "./steps.ts";

interface PluginContext {
  readonly root: Root;
  readonly schemas: SchemaScope;
}

type Make = (entry: Entry, context: PluginContext) => readonly Part[];

/** By kind, what makes the step of a plugin; `entry` is the plugin's object. */
export const PLUGIN_STEPS: Readonly<Record<string, Make>> = {
  AnnotationsTransformer: plugin(
    "AnnotationsTransformer",
    ({ annotations, fieldSpecs }) =>
      (resources) =>
        addAnnotations(resources, annotations, fieldSpecs),
  ),
  LabelTransformer: plugin(
    "LabelTransformer",
    ({ labels, fieldSpecs }) =>
      (resources) =>
        addLabels(resources, labels, fieldSpecs),
  ),
  PrefixTransformer: plugin("PrefixTransformer", ({ prefix, fieldSpecs, entry }) => {
    const specs = required(fieldSpecs, entry);
    return (resources) => addPrefix(resources, prefix, specs);
  }),
  SuffixTransformer: plugin("SuffixTransformer", ({ suffix, fieldSpecs, entry }) => {
    const specs = required(fieldSpecs, entry);
    return (resources) => addSuffix(resources, suffix, specs);
  }),
  PrefixSuffixTransformer: (entry, context) => {
    const kinds = ["PrefixTransformer", "SuffixTransformer"];
    return kinds.flatMap((kind) => PLUGIN_STEPS[kind]?.(entry, context) ?? []);
  },
  NamespaceTransformer: plugin("NamespaceTransformer", namespaceStep),
  ImageTagTransformer: plugin(
    "ImageTagTransformer",
    ({ imageTag, fieldSpecs }) =>
      (resources) =>
        changeImages(resources, imageTag, fieldSpecs),
  ),
  ReplicaCountTransformer: plugin(
    "ReplicaCountTransformer",
    ({ replica, fieldSpecs }) =>
      (resources) =>
        setReplicas(resources, replica, fieldSpecs),
  ),
  PatchTransformer: parts("PatchTransformer", (form, { root, schemas }) => {
    const patch = loadPatch(form, root);
    return [patchPart(patch, (resources) => applyPatch(resources, patch, schemas.forMerging()))];
  }),
  PatchJson6902Transformer: parts("PatchJson6902Transformer", ({ jsonOp, ...form }, { root }) => {
    const patch = loadJsonPatch({ ...form, patch: jsonOp, options: undefined }, root);
    return [patchPart(patch, (resources) => applyOperations(resources, patch, patch.operations ?? []))];
  }),
  PatchStrategicMergeTransformer: parts("PatchStrategicMergeTransformer", mergePatchParts),
  ReplacementTransformer: parts("ReplacementTransformer", ({ replacements }, { root }) =>
    replacementParts(loadReplacements(replacements, root)),
  ),
  ValueAddTransformer: plugin("ValueAddTransformer", valueAddStep),
  HashTransformer: (entry) => [partOf(entry, (resources) => resources.map(withHash))],
};

function parts<K extends keyof typeof FORMS>(
  kind: K,
  make: (form: FormOf<K>, context: PluginContext) => readonly Part[],
): Make {
  return (entry, context) => make(decodeAll(FORMS[kind] as Decoder<FormOf<K>>, entry), context);
}

function plugin<K extends keyof typeof FORMS>(kind: K, make: (form: FormOf<K>, context: PluginContext) => Apply): Make {
  const read = FORMS[kind] as Decoder<FormOf<K>>;
  return (entry, context) => [partOf(entry, make(decodeAll(read, entry), context))];
}

function required(specs: readonly FieldSpec[] | undefined, entry: Entry): readonly FieldSpec[] {
  if (specs !== undefined) return specs;
  const fix = "Write for example `fieldSpecs: [{path: metadata/name}]`.";
  throw entryError(member(entry, "fieldSpecs"), "plugin", "this plugin needs fieldSpecs", fix);
}

const MODES = ["defaultOnly", "allServiceAccounts", "none"] as const;

function namespaceStep(form: FormOf<"NamespaceTransformer">): Apply {
  const { metadata, fieldSpecs, unsetOnly, setRoleBindingSubjects } = form;
  const mode = setRoleBindingSubjects.text === "" ? "defaultOnly" : setRoleBindingSubjects.text;
  const subjects: SubjectMode | undefined = MODES.find((known) => known === mode);
  if (subjects === undefined) {
    const problem = `there is no mode ${JSON.stringify(mode)}`;
    throw entryError(setRoleBindingSubjects.entry, "plugin", problem, `Use one of ${MODES.join(", ")}.`);
  }
  return (resources) => setNamespace(resources, { namespace: metadata.namespace, unsetOnly, subjects }, fieldSpecs);
}

function mergePatchParts(
  form: FormOf<"PatchStrategicMergeTransformer">,
  { root, schemas }: PluginContext,
): readonly Part[] {
  const inline = form.patches.text === "" ? [] : [loadInlineMergePatches(form.patches)];
  const patches = [...tryEach(form.paths, (named) => loadMergePatch(named, root)), ...inline];
  if (patches.every(({ merges }) => merges.length === 0)) {
    throw entryError(form.entry, "patch", "there is no patch in it", "Write `paths` or `patches`.");
  }
  return patches.map((patch) =>
    patchPart(patch, (resources) => applyMergePatch(resources, patch, schemas.forMerging())),
  );
}

function valueAddStep(form: FormOf<"ValueAddTransformer">, { root }: PluginContext): Apply {
  const value = form.value.trim() || (root.directory.split("/").at(-1) ?? "");
  const targets = [...form.targets, ...targetsOfFile(form.targetFilePath, root)];
  if (targets.length === 0) {
    throw entryError(form.entry, "plugin", "this plugin needs at least one target", "Write `targets`.");
  }
  for (const { fieldPath, filePathPosition, entry } of targets) {
    if (fieldPath.text === "") {
      throw entryError(member(entry, "fieldPath"), "plugin", "the field path is empty", "Write one.");
    }
    if (filePathPosition < 0) {
      throw entryError(member(entry, "filePathPosition"), "plugin", "is negative", "Write 0 or more.");
    }
  }
  return (resources) =>
    targets.reduce<readonly Resource[]>(
      (before, { selector, fieldPath, filePathPosition }) =>
        addValue(before, value, { selector, fieldPath: fieldPath.text, filePathPosition }),
      resources,
    );
}

function targetsOfFile(named: TextEntry, root: Root): FormOf<"ValueAddTransformer">["targets"] {
  if (named.text === "") return [];
  const file = filePath(root, named);
  const { value, placeOf } = readSetting(readFile(root, named), file);
  return decodeAll(valueTargets, { from: { file, isLoose: true, placeOf }, path: [], value: value ?? undefined })
    .targets;
}
