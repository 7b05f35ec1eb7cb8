/** `generators`, `transformers` and `validators`: kustomize's built-in plugins in files, directories or inline. */
import { InputError } from "../../model/errors.ts";
import { nameFix } from "../../model/near-name.ts";
import { generate } from "../generate/generate.ts";
import type { Decoder, Entry, EntryFile, TextEntry } from "../load/entry.ts";
import { decodeAll, entryError } from "../load/entry.ts";
import type { GeneratorForm, GeneratorOptions } from "../load/generator-form.ts";
import { configMapFile, secretFile } from "../load/generator-form.ts";
import { helmRefusal } from "../load/helm-refusal.ts";
import { placeInside } from "../load/inline-text.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import { readObjects } from "../load/resource-file.ts";
import type { Root } from "../load/root.ts";
import { tryEach } from "../load/try-all.ts";
import { ORIGIN } from "../resources/build-annotations.ts";
import { formatIdentity, identityKey } from "../resources/identity.ts";
import { Resource, textAt, textsOf, withAnnotation, withTexts } from "../resources/resource.ts";
import { throughJson } from "../yaml/json.ts";
import { writeYaml } from "../yaml/write.ts";
import type { BuildContext } from "./context.ts";
import type { OriginPath } from "./origin-annotations.ts";
import { configuredByPlugin, noteGenerator, originBelow } from "./origin-annotations.ts";
import type { FormOf } from "./plugin-forms.ts";
import { FORMS } from "./plugin-forms.ts";
import { PLUGIN_STEPS } from "./plugin-steps.ts";
import { readingOf } from "./read-places.ts";
import type { Step } from "./run-steps.ts";
import { runSteps } from "./run-steps.ts";

/** Where plugins are named, and how the objects of a file or directory are read there. */
export interface PluginPlace {
  readonly root: Root;
  readonly origin: OriginPath;
  readonly form: KustomizationForm;
  readonly read: (named: TextEntry) => readonly Resource[];
}

interface Plugin {
  readonly resource: Resource;
  /** Where it stands: the object's own lines, in its file or in the kustomization. */
  readonly at: Entry;
}

/** The objects of the plugins in `generators`. */
export function externalGenerators(
  place: PluginPlace,
  named: readonly TextEntry[],
): readonly { readonly made: Resource; readonly entry: Entry }[] {
  return tryEach(pluginsOf(place, named), (plugin) => {
    const made = generatorOf(plugin, place.root);
    return { made: noteGenerator(made, configuredByPlugin(plugin.resource)), entry: plugin.at };
  });
}

/** The steps of the plugins in `transformers` or `validators`. */
export function externalSteps(context: BuildContext, place: PluginPlace, named: readonly TextEntry[]): readonly Step[] {
  return tryEach(pluginsOf(place, named), (plugin) => {
    const { resource } = plugin;
    const make = Object.hasOwn(PLUGIN_STEPS, resource.id.kind) ? PLUGIN_STEPS[resource.id.kind] : undefined;
    if (make === undefined) throw unknown(plugin, "transformer", Object.keys(PLUGIN_STEPS));
    const parts = make(settingsOf(plugin), { root: place.root, schemas: context.schemas });
    return { origin: configuredByPlugin(resource), parts };
  });
}

const VALIDATED_BY = "validated-by";

/** Validators may read the resources, and leave nothing on them but a label; `buildMetadata` says nothing of them. */
export function validate(
  resources: readonly Resource[],
  validators: readonly Step[],
  { entry }: KustomizationForm,
): readonly Resource[] {
  return validators.reduce((before, validator) => {
    const after = runSteps(before, [{ ...validator, origin: undefined }], undefined);
    const isSame =
      after.length === before.length &&
      after.every((resource, index) => written(resource) === writeYaml(before[index]?.object ?? {}));
    if (isSame) return after;
    throw entryError(entry, "validator", "a validator changes objects", "List it under `transformers`.");
  }, resources);
}

function written({ object }: Resource): string {
  const labels = textsOf(object, "labels");
  if (labels[VALIDATED_BY] === undefined) return writeYaml(object);
  const { [VALIDATED_BY]: _, ...others } = labels;
  return writeYaml(withTexts(object, "labels", others));
}

/** Inline plugins come first, then those of files and directories. */
function pluginsOf(place: PluginPlace, named: readonly TextEntry[]): readonly Plugin[] {
  const inline = named.map((plugin) => ({ plugin, objects: inlineObjects(plugin, place) }));
  const ofInline = inline.flatMap(({ objects }) => (objects instanceof InputError ? [] : objects));
  const paths = inline.flatMap(({ plugin, objects }) =>
    objects instanceof InputError ? [{ ...plugin, notInline: objects }] : [],
  );
  const ofPaths = tryEach(paths, (plugin) =>
    place.read(plugin).map((resource) => {
      const { from, path } = plugin.entry;
      return pluginAt(resource, readingOf(resource) ?? { file: from.file, placeOf: () => from.placeOf(path) });
    }),
  ).flat();
  const plugins = [...ofInline, ...ofPaths];
  const seen = new Set<string>();
  for (const { resource, at } of plugins) {
    const key = identityKey(resource.id);
    if (seen.has(key)) {
      const problem = "a plugin of this kind and name is there already";
      throw entryError(at, "duplicate", problem, "Give the plugins of a list different names.");
    }
    seen.add(key);
    if (textAt(resource.object, "apiVersion") !== "builtin") {
      const problem = "this is a plugin of your own, and a build runs no programs";
      throw entryError(at, "plugin", problem, "Use kustomize's built-in plugins (`apiVersion: builtin`).");
    }
  }
  return plugins;
}

/** The plugins that are written inline; for the path of a file or directory, why it is no such text. */
function inlineObjects({ text, entry }: TextEntry, { origin, form }: PluginPlace): readonly Plugin[] | InputError {
  try {
    const path = originBelow(origin, form.entry.from.file.split("/").at(-1) ?? "");
    return readObjects({ text }, "the plugin").map(({ object, document, within }) => {
      const noted = path === undefined ? object : withAnnotation(object, ORIGIN, writeYaml({ path }));
      return pluginAt(new Resource(noted), {
        file: entry.from.file,
        placeOf: (inside) => placeInside(entry, text, document.placeOf([...within, ...inside])),
      });
    });
  } catch (cause) {
    if (cause instanceof InputError) return cause;
    throw cause;
  }
}

function pluginAt(resource: Resource, { file, placeOf }: Pick<EntryFile, "file" | "placeOf">): Plugin {
  const from: EntryFile = { file, plugin: formatIdentity(resource.id), isLoose: true, placeOf };
  return { resource, at: { from, path: [], value: undefined } };
}

/** A plugin's object as the settings that it is. */
function settingsOf({ resource, at }: Plugin): Entry {
  return { ...at, value: throughJson(resource.object) };
}

const NO_OPTIONS: GeneratorOptions = { labels: {}, annotations: {}, disableNameSuffixHash: false, immutable: false };

function generatorOf(plugin: Plugin, root: Root): Resource {
  const { kind } = plugin.resource.id;
  const settings = settingsOf(plugin);
  const made = (object: "ConfigMap" | "Secret", form: Decoder<GeneratorForm>): Resource =>
    generate(object, decodeAll(form, settings), NO_OPTIONS, root);
  if (kind === "ConfigMapGenerator") return made("ConfigMap", configMapFile);
  if (kind === "SecretGenerator") return made("Secret", secretFile);
  if (kind === "IAMPolicyGenerator") {
    return serviceAccount(decodeAll(FORMS.IAMPolicyGenerator as Decoder<FormOf<"IAMPolicyGenerator">>, settings));
  }
  if (kind === "HelmChartInflationGenerator") throw new InputError([helmRefusal(plugin.at)]);
  throw unknown(plugin, "generator", ["ConfigMapGenerator", "SecretGenerator", "IAMPolicyGenerator"]);
}

/** Source: kustomize 5.8.1, api/filters/iampolicygenerator; Google Cloud is the only one that it knows. */
function serviceAccount(form: FormOf<"IAMPolicyGenerator">): Resource {
  const { cloud, kubernetesService, serviceAccount: account } = form;
  if (cloud.text !== "gke") throw entryError(cloud.entry, "plugin", "the cloud must be gke", "Write gke.");
  const { name, namespace } = kubernetesService;
  const email = `${account.name}@${account.projectId}.iam.gserviceaccount.com`;
  return new Resource({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      annotations: { "iam.gke.io/gcp-service-account": email },
      name,
      ...(namespace === "" ? {} : { namespace }),
    },
  });
}

function unknown({ resource, at }: Plugin, what: string, known: readonly string[]): InputError {
  return entryError(at, "plugin", `kustomize has no ${what} ${resource.id.kind}`, nameFix(resource.id.kind, known));
}
