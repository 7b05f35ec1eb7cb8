/** What a kustomization makes of its resources is worked out once for all that have the same text and the same resources. */
import type { Accumulated } from "../finish/accumulated.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { Resource } from "../resources/resource.ts";
import { isMapping } from "../yaml/value.ts";
import type { BuildContext, Place } from "./context.ts";
import type { LoadedKustomization } from "./load-kustomization.ts";

/** Fields that name no file or folder, but for resources and patches. */
const PLAIN: ReadonlySet<string> = new Set([
  "apiVersion",
  "kind",
  "metadata",
  "resources",
  "namespace",
  "namePrefix",
  "nameSuffix",
  "labels",
  "commonLabels",
  "commonAnnotations",
  "images",
  "replicas",
  "patches",
  "configMapGenerator",
  "secretGenerator",
  "generatorOptions",
]);

/** By the resources that are listed, then by the texts of the kustomization and its patches. */
const MADE = new WeakMap<
  readonly Resource[],
  Map<string, { readonly listed: Accumulated; readonly made: Accumulated }>
>();

/** What `make` gives; `listed` is what it starts with. What it throws names files, and is found anew. */
export function onceForText(
  context: BuildContext,
  { root, origin }: Place,
  loaded: LoadedKustomization,
  listed: Accumulated,
  make: () => Accumulated,
): Accumulated {
  const { cache, trace, schemas } = context;
  const isTold = trace !== undefined || origin !== undefined || listed.variables.length > 0;
  if (cache.memory === undefined || isTold || schemas.isCustom || !isPlain(loaded.form)) return make();
  const text = root.source.read(loaded.form.entry.from.file)?.text ?? "";
  const key = JSON.stringify([text, ...loaded.patches.map(({ content }) => content.text)]);
  const byText = MADE.get(listed.resources) ?? new Map();
  if (byText.size === 0) MADE.set(listed.resources, byText);
  const known = byText.get(key);
  if (known?.listed.config === listed.config) return known.made;
  const made = make();
  byText.set(key, { listed, made });
  return made;
}

function isPlain({ entry, configMapGenerator, secretGenerator }: KustomizationForm): boolean {
  if (!isMapping(entry.value) || !Object.keys(entry.value).every((field) => PLAIN.has(field))) return false;
  return [...configMapGenerator, ...secretGenerator].every(({ files, envs }) => files.length + envs.length === 0);
}
