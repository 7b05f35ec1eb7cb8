/** The transformer configuration of a kustomization: kustomize's own, that of its bases, `configurations` and `crds`. */
import type { TransformerConfig } from "../config/config.ts";
import { readConfigurations } from "../config/configurations.ts";
import { readCrds } from "../config/crds.ts";
import { ConfigError, EMPTY_CONFIG, mergeConfig } from "../config/merge-config.ts";
import type { Entry, TextEntry } from "../load/entry.ts";
import { entryError, member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { Root } from "../load/root.ts";
import { filePath, readFile } from "../load/root.ts";
import { readSetting } from "../yaml/read-file.ts";
import type { Value } from "../yaml/value.ts";

/** `inherited` with kustomize's own tables and those of the kustomization's files. */
export function loadConfig(root: Root, form: KustomizationForm, inherited: TransformerConfig): TransformerConfig {
  const read = (named: TextEntry): Value => readSetting(readFile(root, named), filePath(root, named)).value;
  const configured = guarded(member(form.entry, "configurations"), () =>
    mergeConfig(inherited, readConfigurations(form.configurations.map(read))),
  );
  if (form.crds.length === 0) return configured;
  return guarded(member(form.entry, "crds"), () => mergeConfig(configured, readCrds(form.crds.map(read))));
}

/** What a base adds; `entry` is where it is named. */
export function joinConfig(before: TransformerConfig, added: TransformerConfig, entry: Entry): TransformerConfig {
  if (before === added || added === EMPTY_CONFIG) return before;
  if (before === EMPTY_CONFIG) return added;
  return guarded(entry, () => mergeConfig(before, added));
}

function guarded<T>(entry: Entry, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw entryError(entry, "configuration", cause.message, cause.fix);
  }
}
