/** `replacements` of a kustomization and of the files that it names, as a step. */
import type { Decoder, Entry } from "../load/entry.ts";
import { decodeAll, entryError, list, member } from "../load/entry.ts";
import type { ReplacementForm } from "../load/replacement-form.ts";
import { replacementFile } from "../load/replacement-form.ts";
import type { Root } from "../load/root.ts";
import { filePath, readFile } from "../load/root.ts";
import { tryEach } from "../load/try-all.ts";
import { entryOrigin } from "../provenance/origin.ts";
import type { Replacement } from "../replacements/replacement.ts";
import { ReplacementError, replace } from "../replacements/replacements.ts";
import { readSetting } from "../yaml/read-file.ts";
import { isList, isMapping } from "../yaml/value.ts";
import type { Part } from "./run-steps.ts";

/** The replacements themselves, in order, in place of the files that hold them. */
export function loadReplacements(forms: readonly ReplacementForm[], root: Root): readonly Replacement<Entry>[] {
  return tryEach(forms, (form) => {
    if (form.path === "") return [replacementOf(form, isMissing(form) || isLeftOut(form))];
    if (form.source !== undefined || form.targets.length > 0) {
      const fix = "Move the replacement into the file, or take `path` out.";
      throw entryError(member(form.entry, "path"), "replacement", "stands beside source or targets", fix);
    }
    return fileReplacements(form, root);
  }).flat();
}

function fileReplacements(form: ReplacementForm, root: Root): readonly Replacement<Entry>[] {
  const named = { entry: member(form.entry, "path"), text: form.path };
  const file = filePath(root, named);
  const { value, placeOf } = readSetting(readFile(root, named), file);
  const entry: Entry = { from: { file, isLoose: true, placeOf }, path: [], value: value ?? undefined };
  const decode: Decoder<readonly ReplacementForm[]> = list(replacementFile);
  if (isList(value))
    return decodeAll(decode, entry).map((one) => replacementOf(one, one.targets.length === 0 && isMissing(one)));
  if (isMapping(value)) {
    const one = decodeAll(replacementFile, entry);
    return [replacementOf(one, isMissing(one))];
  }
  throw entryError(named.entry, "replacement", `${form.path} holds no replacement`, "Write one, or a list of them.");
}

/** kustomize writes a kustomization's own replacements anew, and leaves empty lists out. */
function isLeftOut({ entry, targets }: ReplacementForm): boolean {
  return entry.from.isLoose !== true && targets.length === 0;
}

function isMissing({ entry }: ReplacementForm): boolean {
  return member(entry, "targets").value === undefined;
}

function replacementOf(form: ReplacementForm, withoutTargets: boolean): Replacement<Entry> {
  const { entry, source, sourceValue, targets } = form;
  return {
    entry,
    ...(source === undefined ? {} : { source: { ...source, ...options(source) } }),
    ...(sourceValue === undefined ? {} : { sourceValue }),
    ...(withoutTargets
      ? {}
      : {
          targets: targets.map(({ select, reject, fieldPaths, ...target }) => ({
            ...(select === undefined ? {} : { select }),
            reject,
            fieldPaths,
            ...options(target),
          })),
        }),
  } as Replacement<Entry>;
}

function options(part: { readonly options: ReplacementForm["targets"][number]["options"] }): object {
  return part.options === undefined ? { options: undefined } : { options: part.options };
}

/** One part for each replacement. */
export function replacementParts(replacements: readonly Replacement<Entry>[]): readonly Part[] {
  return replacements.map((replacement) => ({
    by: entryOrigin("kustomization", replacement.entry as Entry),
    apply: (resources) => {
      try {
        return replace(resources, [replacement]);
      } catch (cause) {
        if (!(cause instanceof ReplacementError)) throw cause;
        throw entryError(cause.entry as Entry, "replacement", cause.message, cause.fix);
      }
    },
  }));
}
