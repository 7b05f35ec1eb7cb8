/** The transformer configuration of a kustomization: kustomize's own, that of its bases, `configurations` and `crds`. */
import type { TransformerConfig } from "../config/config.ts";
import { joinConfigurations, readConfiguration } from "../config/configurations.ts";
import { readCrd } from "../config/crds.ts";
import { ConfigError, EMPTY_CONFIG, mergeConfig } from "../config/merge-config.ts";
import type { Entry, TextEntry } from "../load/entry.ts";
import { entryError, member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { Root } from "../load/root.ts";
import { filePath, readFile } from "../load/root.ts";
import { tryAll, tryEach } from "../load/try-all.ts";
import { readSetting } from "../yaml/read-file.ts";
import type { Value } from "../yaml/value.ts";

/** `inherited` with kustomize's own tables and those of the kustomization's files. */
export function loadConfig(root: Root, form: KustomizationForm, inherited: TransformerConfig): TransformerConfig {
  const { configurations, crds } = tryAll({
    configurations: () => readAll(root, form.configurations, readConfiguration),
    crds: () => readAll(root, form.crds, readCrd),
  });
  const configured = guarded(member(form.entry, "configurations"), () =>
    mergeConfig(inherited, joinConfigurations(configurations)),
  );
  if (crds.length === 0) return configured;
  return guarded(member(form.entry, "crds"), () => mergeConfig(configured, crds.reduce(mergeConfig, EMPTY_CONFIG)));
}

/** What each of the files says; what is wrong in one stands there. */
function readAll(
  root: Root,
  files: readonly TextEntry[],
  read: (document: Value) => TransformerConfig,
): readonly TransformerConfig[] {
  return tryEach(files, (named) => {
    const file = filePath(root, named);
    const { value, placeOf } = readSetting(readFile(root, named), file);
    return guarded({ from: { file, placeOf }, path: [], value }, () => read(value));
  });
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
    const at = { ...entry, path: [...entry.path, ...(cause.path ?? [])] };
    throw entryError(at, "configuration", cause.message, cause.fix);
  }
}
