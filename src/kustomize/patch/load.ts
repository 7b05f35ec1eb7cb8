/** Reads patches, in files or inline, and tells strategic merge patches from JSON 6902 ones. */
import { InputError } from "../../model/errors.ts";
import type { TreeFile } from "../../model/tree.ts";
import type { Entry, TextEntry } from "../load/entry.ts";
import { entryError, member } from "../load/entry.ts";
import { errorInside } from "../load/inline-text.ts";
import type { PatchForm, PatchOptions } from "../load/patch-form.ts";
import type { TextField } from "../load/resource-file.ts";
import { readObjects } from "../load/resource-file.ts";
import type { Root } from "../load/root.ts";
import { filePath, readFile } from "../load/root.ts";
import type { SelectorForm } from "../load/selector-form.ts";
import type { Operation } from "../merge/json-operations.ts";
import { readJsonOperations, readOperations } from "../merge/json-patch.ts";
import { PatchError } from "../merge/patch-error.ts";
import { ALLOW_KIND_CHANGE, ALLOW_NAME_CHANGE, ENABLED } from "../resources/build-annotations.ts";
import { textsOf, withTexts } from "../resources/resource.ts";
import { goJson, NoJsonError } from "../yaml/json.ts";
import { readSetting } from "../yaml/read-file.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList } from "../yaml/value.ts";

/** Either operations or the objects of strategic merge patches; neither for a patch without content. */
export interface LoadedPatch {
  /** Where the kustomization names the patch. */
  readonly entry: Entry;
  /** The patch's file, or undefined for one that stands in the kustomization. */
  readonly file: string | undefined;
  readonly content: TreeFile;
  readonly target: SelectorForm | undefined;
  readonly options: PatchOptions;
  readonly operations: readonly Operation[] | undefined;
  readonly merges: readonly Mapping[];
}

/** A patch that goes through a selection is read with these as strings; otherwise null deletes. */
const TEXT_FIELDS = ["labels", "annotations"] as const;

const NO_OPTIONS: PatchOptions = { allowNameChange: false, allowKindChange: false };

/** An entry of `patches`. */
export function loadPatch(form: PatchForm, root: Root): LoadedPatch {
  const { entry, path, patch, options } = form;
  const inline = patch.trim();
  if ((path === "") === (inline === "")) {
    throw entryError(entry, "patch", "exactly one of `path` and `patch` must be set", "Set one of them.");
  }
  const at = member(entry, path === "" ? "patch" : "path");
  const target = form.target;
  const file = path === "" ? undefined : readFile(root, { entry: at, text: path });
  const content = file ?? { text: inline };
  const name = path === "" ? undefined : filePath(root, { entry: at, text: path });
  const textFields = target !== undefined ? TEXT_FIELDS : isAllowing(options) ? (["annotations"] as const) : [];
  const { merges, operations } = patchOf(content, name, at, textFields);
  return {
    entry: at,
    file: name,
    content,
    target,
    options: options ?? NO_OPTIONS,
    operations,
    merges: options === undefined ? merges : merges.map((merge) => withOptions(merge, options)),
  };
}

/** An entry of `patchesStrategicMerge`: the patch itself, or the path of its file. */
export function loadMergePatch(named: TextEntry, root: Root): LoadedPatch {
  const inline = attempt(() => readObjects({ text: named.text }, "the patch", TEXT_FIELDS));
  const isInline = !(inline instanceof InputError);
  const file = isInline ? undefined : filePath(root, { ...named, notInline: inline });
  const content = isInline ? { text: named.text } : readFile(root, named);
  const merges = (isInline ? inline : readObjects(content, file ?? "", TEXT_FIELDS)).map(({ object }) => object);
  return {
    entry: named.entry,
    file,
    content,
    target: undefined,
    options: NO_OPTIONS,
    operations: undefined,
    merges,
  };
}

/** Strategic merge patches that stand in a plugin. */
export function loadInlineMergePatches(named: TextEntry): LoadedPatch {
  const merges = readObjects({ text: named.text }, "the patch", TEXT_FIELDS).map(({ object }) => object);
  return {
    entry: named.entry,
    file: undefined,
    content: { text: named.text },
    target: undefined,
    options: NO_OPTIONS,
    operations: undefined,
    merges,
  };
}

/** An entry of `patchesJson6902`. */
export function loadJsonPatch(form: PatchForm, root: Root): LoadedPatch {
  const { entry, path, patch } = form;
  if (form.target === undefined || form.target.name === "") {
    throw entryError(entry, "patch", "a JSON 6902 patch needs the name of its target", "Set `target.name`.");
  }
  if ((path === "") === (patch === "")) {
    throw entryError(entry, "patch", "exactly one of `path` and `patch` must be set", "Set one of them.");
  }
  const at = member(entry, path === "" ? "patch" : "path");
  const content = path === "" ? { text: patch } : readFile(root, { entry: at, text: path });
  const file = path === "" ? undefined : filePath(root, { entry: at, text: path });
  const operations = operationsOf(content, file ?? "the patch", at);
  if (operations.length === 0) throw entryError(at, "patch", "the patch is empty", "Write operations, or take it out.");
  return {
    entry: at,
    file,
    content,
    target: form.target,
    options: NO_OPTIONS,
    operations,
    merges: [],
  };
}

/** kustomize reads the text both ways; what is neither is an error, and a text without content is no patch. */
function patchOf(
  file: TreeFile,
  path: string | undefined,
  at: Entry,
  textFields: readonly TextField[],
): { readonly merges: readonly Mapping[]; readonly operations: readonly Operation[] | undefined } {
  const name = path ?? "the patch";
  const objects = attempt(() => readObjects(file, name, textFields));
  if (!(objects instanceof InputError)) return { merges: objects.map(({ object }) => object), operations: undefined };
  const first = firstValue(file, name);
  // A first document without content counts as no operations, whatever follows it.
  if (first === null) return { merges: [], operations: undefined };
  if (!isList(first)) throw patchProblem(objects, file, path, at);
  return { merges: [], operations: operationsOf(file, name, at) };
}

/** As JSON patches are read; undefined where that is not possible. */
function firstValue(file: TreeFile, name: string): Value | undefined {
  if (file.text.startsWith("[")) return [];
  const value = attempt(() => readSetting(file, name).value);
  return value instanceof InputError ? undefined : value;
}

/** Lines of an inline patch are not lines of the file: its errors stand where those are. */
function patchProblem(error: InputError, { text }: TreeFile, path: string | undefined, at: Entry): InputError {
  return path === undefined ? errorInside(at, "patch", text, error) : error;
}

/** A patch that starts with a bracket is JSON for kustomize, not YAML. */
function operationsOf(file: TreeFile, name: string, at: Entry): readonly Operation[] {
  try {
    if (file.text.startsWith("[")) return readJsonOperations(file.text);
    const list = readSetting(file, name).value;
    if (list === null) return [];
    goJson(list);
    return readOperations(list);
  } catch (cause) {
    if (cause instanceof NoJsonError) throw entryError(at, "patch", cause.message, cause.fix);
    if (!(cause instanceof PatchError)) throw cause;
    throw entryError(at, "patch", `${cause.message}${cause.path === "" ? "" : ` (${cause.path})`}`, cause.fix);
  }
}

/** What a patch may change is noted on the patch itself, and so gets to the object. */
function withOptions(merge: Mapping, { allowNameChange, allowKindChange }: PatchOptions): Mapping {
  if (!allowNameChange && !allowKindChange) return merge;
  return withTexts(merge, "annotations", {
    ...textsOf(merge, "annotations"),
    ...(allowNameChange ? { [ALLOW_NAME_CHANGE]: ENABLED } : {}),
    ...(allowKindChange ? { [ALLOW_KIND_CHANGE]: ENABLED } : {}),
  });
}

/** Only an option that is on makes kustomize touch the patch's annotations. */
function isAllowing(options: PatchOptions | undefined): boolean {
  return options?.allowNameChange === true || options?.allowKindChange === true;
}

function attempt<T>(read: () => T): T | InputError {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof InputError) return cause;
    throw cause;
  }
}
