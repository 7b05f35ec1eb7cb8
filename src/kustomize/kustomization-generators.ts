/** Reads `configMapGenerator` and `generatorOptions`. */
import type { Entry } from "./entry.ts";
import { entryError, expectKeys, flag, items, member, optionalText, requiredText, textMap } from "./entry.ts";
import type { GeneratorEntry, GeneratorOptions, PathEntry } from "./kustomization.ts";

const BEHAVIORS = ["create", "merge", "replace"] as const;

export function readGenerator(entry: Entry): GeneratorEntry {
  expectKeys(entry, ["name", "namespace", "behavior", "literals", "files", "envs", "env", "options"]);
  const env = member(entry, "env");
  return {
    entry,
    name: requiredText(member(entry, "name")),
    namespace: optionalText(member(entry, "namespace")) ?? "",
    behavior: readBehavior(member(entry, "behavior")),
    literals: texts(member(entry, "literals")),
    files: texts(member(entry, "files")),
    envs: [
      ...texts(member(entry, "envs")),
      ...(env.value === undefined ? [] : [{ entry: env, path: requiredText(env) }]),
    ],
    options: readGeneratorOptions(member(entry, "options")),
  };
}

/** kustomize takes any other word for `create`; a typing error must not do that here. */
function readBehavior(entry: Entry): GeneratorEntry["behavior"] {
  const text = optionalText(entry) ?? "create";
  const behavior = BEHAVIORS.find((known) => known === text);
  if (behavior !== undefined) return behavior;
  throw entryError(entry, "generator", `unknown behavior ${JSON.stringify(text)}`, "Use create, merge or replace.");
}

export function readGeneratorOptions(entry: Entry): GeneratorOptions {
  if (entry.value !== undefined) expectKeys(entry, ["labels", "annotations", "disableNameSuffixHash", "immutable"]);
  return {
    labels: textMap(member(entry, "labels")),
    annotations: textMap(member(entry, "annotations")),
    disableNameSuffixHash: flag(member(entry, "disableNameSuffixHash")),
    immutable: flag(member(entry, "immutable")),
  };
}

function texts(entry: Entry): PathEntry[] {
  return items(entry).map((item) => ({ entry: item, path: requiredText(item) }));
}
