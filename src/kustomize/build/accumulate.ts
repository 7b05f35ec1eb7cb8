/** Collects the resources of a kustomization from its files, bases, generators and components, and transforms them. */

import { InputError } from "../../model/errors.ts";
import { EMPTY_CONFIG } from "../config/merge-config.ts";
import type { Accumulated } from "../finish/accumulated.ts";
import { addVariables, joinVariables } from "../finish/variables.ts";
import { absorb } from "../generate/absorb.ts";
import { generate } from "../generate/generate.ts";
import type { Entry, TextEntry } from "../load/entry.ts";
import { entryError } from "../load/entry.ts";
import { FILE_NAMES } from "../load/kustomization-file.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import { readObjects } from "../load/resource-file.ts";
import type { Root } from "../load/root.ts";
import {
  directoryAt,
  expectBuildable,
  expectPath,
  filePath,
  readFile,
  refuseInline,
  refuseOutside,
  refuseRemote,
  rootBelow,
} from "../load/root.ts";
import { tryEach, tryFold } from "../load/try-all.ts";
import { generatedBlame } from "../provenance/attribute.ts";
import { blameOn, locate } from "../provenance/blame.ts";
import { documentOrigin, entryOrigin } from "../provenance/origin.ts";
import { formatIdentity, identityKey } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { joinConfig, loadConfig } from "./config-files.ts";
import type { BuildContext, Place } from "./context.ts";
import { cached, meet, newResource, sharedBase } from "./context.ts";
import type { LoadedKustomization } from "./load-kustomization.ts";
import { loadKustomization } from "./load-kustomization.ts";
import { chooseSchema } from "./openapi.ts";
import { configuredBy, noteFile, noteGenerator, originBelow } from "./origin-annotations.ts";
import type { PluginPlace } from "./plugins.ts";
import { externalGenerators, externalSteps, validate } from "./plugins.ts";
import { noteReading, placeName } from "./read-places.ts";
import { runSteps } from "./run-steps.ts";
import { onceForText } from "./same-changes.ts";
import { transformerSteps } from "./steps.ts";

const NOTHING: Accumulated = { resources: [], config: EMPTY_CONFIG, variables: [] };

/** Everything of the kustomization at a place, before hashes, references and variables. */
export function accumulate(context: BuildContext, place: Place, loaded = load(context, place)): Accumulated {
  chooseSchema(context.schemas, loaded.form, place.root);
  return apply(context, place, loaded, NOTHING);
}

/** The kustomization of a place; what it warns of is noted. Where it is wrong, its resources are tried, too. */
export function load(context: BuildContext, place: Place): LoadedKustomization {
  const { restrictor, directory } = place.root;
  const loaded = cached(context.cache, "kustomizations", `${restrictor}:${directory}`, () =>
    loadKustomization(place.root, (form) => {
      context.warnings.push(...form.warnings);
      addResources(context, place, form.resources, NOTHING);
    }),
  );
  context.warnings.push(...loaded.form.warnings);
  return loaded;
}

/**
 * kustomize's order: resources, generators, components, then the transformers. A component sees and changes
 * everything that its user has so far.
 */
function apply(context: BuildContext, place: Place, loaded: LoadedKustomization, inherited: Accumulated): Accumulated {
  const own = addResources(context, place, loaded.form.resources, inherited);
  return onceForText(context, place, loaded, own, () => change(context, place, loaded, own));
}

/** What the kustomization does to the resources that it lists, and to those that its user has so far. */
function change(context: BuildContext, place: Place, loaded: LoadedKustomization, own: Accumulated): Accumulated {
  const { form } = loaded;
  const config = loadConfig(place.root, form, own.config);
  const generated = { ...own, config, resources: addGenerated(context, place, loaded, own.resources) };
  const composed = tryFold(
    form.components,
    generated,
    (before, named) => addComponent(context, place, named, before),
    (_, named) => loadComponent(context, place, named),
  );
  const plugins = pluginPlace(context, place, form);
  const steps = transformerSteps(loaded, place.origin, composed.config, context.schemas);
  const transformed = runSteps(
    composed.resources,
    [...steps, ...externalSteps(context, plugins, form.transformers)],
    context.trace,
  );
  const resources = validate(transformed, externalSteps(context, plugins, form.validators), form);
  const collected = addVariables(resources, form.vars, composed.variables);
  keepNotes(context, resources, collected.resources, form.entry);
  return { ...composed, ...collected };
}

/** The resources of these files and directories, after those that are there. */
function addResources(
  context: BuildContext,
  place: Place,
  paths: readonly TextEntry[],
  inherited: Accumulated,
): Accumulated {
  return tryFold(paths, inherited, (before, named) => append(before, accumulateAt(context, place, named), named.entry));
}

function accumulateAt(context: BuildContext, place: Place, named: TextEntry): Accumulated {
  expectPath(named);
  refuseRemote(place.root, named);
  const directory = directoryAt(place.root, named);
  if (directory === undefined) {
    const read = expectObjects(named, () => resourcesOf(context, place.root, named));
    const resources = noteFile(place.origin, named, read);
    keepNotes(context, read, resources, named.entry);
    return { ...NOTHING, resources };
  }
  const below = { root: rootBelow(place.root, directory), origin: originBelow(place.origin, named.text) };
  expectBuildable(place.root, directory, named);
  return accumulateBase(context, below, named.entry);
}

function resourcesOf(context: BuildContext, root: Root, named: TextEntry): readonly Resource[] {
  const path = filePath(root, named);
  const read = (): readonly Resource[] => {
    const objects = readObjects(readFile(root, named), path);
    noteReading(root.source, path, objects);
    return objects.map(({ object, document, within }) => {
      const resource = newResource(context, object);
      context.trace?.start(
        resource,
        blameOn(
          documentOrigin("resource", path, () => document),
          within,
        ),
      );
      return resource;
    });
  };
  const resources = context.schemas.isCustom ? read() : cached(context.cache, "files", path, read);
  meet(context, resources);
  return resources;
}

/** What `read` gives; where it fails on the kustomization of a folder, the error is that the folder is not named. */
function expectObjects<T>(named: TextEntry, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const [file, ...folders] = named.text.split("/").toReversed();
    const isKustomization = FILE_NAMES.some((name) => name === file);
    if (!(cause instanceof InputError && isKustomization)) throw cause;
    if (cause.findings[0]?.rule === "kustomization-missing") throw cause;
    const problem = `${named.text} is a kustomization, and a folder is named without its file`;
    throw entryError(named.entry, "resource", problem, `Name the folder ${folders.toReversed().join("/") || "."}.`);
  }
}

function accumulateBase(context: BuildContext, place: Place, entry: Entry): Accumulated {
  return sharedBase(context, place, (inner) => {
    const loaded = load(inner, place);
    if (loaded.form.kind === "Component") {
      throw entryError(entry, "kind", "this is a Component", "List it under `components`.");
    }
    return accumulate(inner, place, loaded);
  });
}

function addComponent(context: BuildContext, place: Place, named: TextEntry, before: Accumulated): Accumulated {
  const { below, loaded } = loadComponent(context, place, named);
  chooseSchema(context.schemas, loaded.form, below.root);
  return append(NOTHING, apply(context, below, loaded, before), named.entry);
}

function loadComponent(
  context: BuildContext,
  place: Place,
  named: TextEntry,
): { readonly below: Place; readonly loaded: LoadedKustomization } {
  expectPath(named);
  refuseRemote(place.root, named);
  const { entry, text } = named;
  const directory = directoryAt(place.root, named);
  if (directory === undefined) {
    refuseInline(named);
    refuseOutside(place.root, named);
    throw entryError(entry, "missing", `${text} is not a directory`, "Name the component's directory.");
  }
  expectBuildable(place.root, directory, named);
  const below = { root: rootBelow(place.root, directory), origin: originBelow(place.origin, text) };
  const loaded = load(context, below);
  if (loaded.form.kind !== "Component") {
    const fix = "List it under `resources`, or set `kind: Component` in it.";
    throw entryError(entry, "kind", `${text} is not a Component`, fix);
  }
  return { below, loaded };
}

function addGenerated(
  context: BuildContext,
  place: Place,
  { form }: LoadedKustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  const generators = [
    ...form.configMapGenerator.map((generator) => ["ConfigMap", generator] as const),
    ...form.secretGenerator.map((generator) => ["Secret", generator] as const),
  ];
  const own = tryEach(generators, ([kind, generator]) => {
    const made = generate(kind, generator, form.generatorOptions, place.root);
    const noted = noteGenerator(made, configuredBy(place.origin, form, `${kind}Generator`));
    context.trace?.start(noted, generatedBlame(generator, noted.object));
    return { made: noted, entry: generator.entry };
  });
  const all = [...own, ...externalGenerators(pluginPlace(context, place, form), form.generators)];
  return all.reduce((before, { made, entry }) => {
    const after = absorb(before, made, entry);
    const blame = context.trace?.blameOf(made) ?? blameOn(entryOrigin("generator", entry));
    context.trace?.changeAll(before, after, (path) => locate(blame, path), entryOrigin("generator", entry));
    context.trace?.start(made, blame);
    return after;
  }, resources);
}

/** Resources that the build itself made anew, with what it notes on them. */
function keepNotes(
  { trace }: BuildContext,
  before: readonly Resource[],
  after: readonly Resource[],
  entry: Entry,
): void {
  if (before === after) return;
  const origin = entryOrigin("kustomization", entry);
  trace?.changeAll(before, after, () => ({ origin, base: [] }), origin);
}

function pluginPlace(context: BuildContext, place: Place, form: KustomizationForm): PluginPlace {
  return { ...place, form, read: (named) => addResources(context, place, [named], NOTHING).resources };
}

function places(...resources: readonly Resource[]): string {
  const names = resources.map(placeName).filter((name) => name !== undefined);
  return names.length === 0 ? "" : `: ${names.join(" and ")}`;
}

function append(before: Accumulated, added: Accumulated, entry: Entry): Accumulated {
  const seen = new Map(before.resources.map((resource) => [identityKey(resource.id), resource]));
  for (const resource of added.resources) {
    const key = identityKey(resource.id);
    const other = seen.get(key);
    if (other !== undefined) {
      const fix = "Keep one of the two, or give them different names or namespaces.";
      throw entryError(
        entry,
        "duplicate",
        `${formatIdentity(resource.id)} is there already${places(other, resource)}`,
        fix,
      );
    }
    seen.set(key, resource);
  }
  return {
    resources: before.resources.length === 0 ? added.resources : [...before.resources, ...added.resources],
    config: joinConfig(before.config, added.config, entry),
    variables: joinVariables(before.variables, added.variables),
  };
}
