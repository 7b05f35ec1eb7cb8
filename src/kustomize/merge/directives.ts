/** The `$patch` of a strategic merge patch: finding it, and taking it out of the patch once it is obeyed. */
import type { Draft } from "./draft.ts";
import { setElement } from "./elements.ts";
import { PatchError } from "./patch-error.ts";

const KEY = "$patch";

type Directive = "merge" | "replace" | "delete";

/** Obeyed directives leave the patch; a mapping without one merges. */
export function takeMapDirective(patch: Draft | undefined, path: string): Directive {
  const value = patch?.field(KEY);
  if (patch === undefined || value === undefined) return "merge";
  const directive = checked(value.text, path);
  patch.remove(KEY);
  return directive;
}

/** As `takeMapDirective`, for what is added: here kustomize leaves an unknown directive in the object. */
export function takeAddedDirective(patch: Draft | undefined): Directive {
  const text = patch?.field(KEY)?.text;
  if (patch === undefined || !isDirective(text)) return "merge";
  patch.remove(KEY);
  return text;
}

/** A directive for a whole list is an item that has no other key; only the list's first `$patch` is looked at. */
export function takeListDirective(patch: Draft | undefined, path: string): Directive {
  const item = patch?.items.find((candidate) => candidate.field(KEY) !== undefined);
  if (patch === undefined || item === undefined || item.fieldNames().length > 1) return "merge";
  const directive = checked(item.field(KEY)?.text ?? "", path);
  setElement(patch, undefined, [KEY], [directive], path);
  return directive;
}

function isDirective(text: string | undefined): text is Directive {
  return text === "merge" || text === "replace" || text === "delete";
}

function checked(text: string, path: string): Directive {
  if (isDirective(text)) return text;
  throw new PatchError(path, "unknown patch strategy", "Use $patch: delete, replace or merge.");
}
