/** `labels`, `commonLabels` and `commonAnnotations`: sets keys in the mappings that field specs name. */
import type { FieldSpec } from "../config/config.ts";
import type { Resource } from "../resources/resource.ts";
import { isPrintableKey, unprintableKey } from "../yaml/made-key.ts";
import { getsQuotesWhenNew } from "../yaml/plain-words.ts";
import { replaceShared } from "../yaml/shared-text.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isMapping, isNull, isQuoted, own, SharedText, withKey } from "../yaml/value.ts";
import { FieldError, wrongKind } from "./field-error.ts";
import type { FieldEdit } from "./field-spec.ts";
import { updateFields } from "./field-spec.ts";

interface NewEntry {
  readonly key: string;
  readonly text: string;
  readonly quotesWhenNew: boolean;
}

type Texts = Readonly<Record<string, string>>;

/**
 * Existing values are overwritten. Throws a FieldError where a field is no mapping.
 * Source: kustomize 5.8.1, api/filters/labels/labels.go.
 */
export function addLabels(
  resources: readonly Resource[],
  labels: Texts,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  return addEntries(resources, labels, specs);
}

/** Source: kustomize 5.8.1, api/filters/annotations/annotations.go, which is the same. */
export function addAnnotations(
  resources: readonly Resource[],
  annotations: Texts,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  return addEntries(resources, annotations, specs);
}

function addEntries(resources: readonly Resource[], texts: Texts, specs: readonly FieldSpec[]): readonly Resource[] {
  const entries = Object.entries(texts).map(([key, text]) => ({ key, text, quotesWhenNew: getsQuotesWhenNew(text) }));
  if (entries.length === 0) return resources;
  return resources.map((resource) =>
    resource.with(entries.reduce((object, entry) => addEntry(object, entry, specs), resource.object)),
  );
}

/**
 * One object gets one text for all places that lack the key; a place of its own needs no shared one. kustomize sets the
 * same node everywhere, and leaves it the quotes of the last text that it wrote over.
 */
function addEntry(object: Mapping, { key, text, quotesWhenNew }: NewEntry, specs: readonly FieldSpec[]): Mapping {
  const common = new SharedText(text);
  let quoted = false;
  let places = 0;
  const edit: FieldEdit = {
    make: "mapping",
    set: (value, spec, shared) => {
      if (isNull(value) && key !== "") return value;
      if (!isMapping(value) || key === "") throw wrongKind(spec, key === "" ? "a scalar" : "a mapping", value);
      quoted ||= quotesWhenNew;
      const before = own(value, key);
      if (before !== undefined) {
        if (before !== common) quoted = isQuoted(before, value, key);
        return withKey(value, key, shared.put(before, text));
      }
      places += 1;
      if (!isPrintableKey(key)) throw new FieldError(spec.path, unprintableKey(key).problem, unprintableKey(key).fix);
      return withKey(value, key, common);
    },
  };
  const changed = updateFields(object, specs, edit);
  const isGuessed = quoted === common.isQuoted;
  if (places === 0 || (places > 1 && isGuessed)) return changed;
  const final = isGuessed ? text : new SharedText(text, quoted);
  return replaceShared(changed, new Map<SharedText, Value>([[common, final]])) as Mapping;
}
