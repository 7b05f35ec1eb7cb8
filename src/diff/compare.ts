/** Compares two values: what was added, removed, changed and moved, from the outside in. */
import type { Edit, Item, Step } from "../model/difference.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { createTextCache, insideTexts, type TextCache } from "./inside-texts.ts";
import { matchByKey } from "./keyed-list.ts";
import type { ListMatch, LoneItem } from "./list-match.ts";
import { keyFields } from "./merge-keys.ts";
import { matchByPlace } from "./placed-list.ts";
import { sameData } from "./same-data.ts";

export { createTextCache, type TextCache } from "./inside-texts.ts";

const NONE: readonly Edit[] = [];

/**
 * The edits that make `after` of `before`: keys in their order by code unit; of a list first what moved, then what was
 * removed, changed and added. A part that only one side has is one edit. Swapped sides give the mirrored edits (see
 * mirror.ts). `texts` is for many comparisons that have texts in common.
 */
export function compareValues(
  before: JsonValue,
  after: JsonValue,
  texts: TextCache = createTextCache(),
): readonly Edit[] {
  return compare(before, after, undefined, texts);
}

/** `key` is the one under which the values stand: it tells what kind of list they are. */
function compare(before: JsonValue, after: JsonValue, key: string | undefined, texts: TextCache): readonly Edit[] {
  if (before === after) return NONE;
  if (isObject(before) && isObject(after)) return compareMappings(before, after, texts);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, key, texts);
  const inside =
    typeof before === "string" && typeof after === "string"
      ? insideTexts(before, after, texts, (a, b) => compare(a, b, undefined, texts))
      : undefined;
  return [{ kind: "changed", path: [], before, after, ...(inside && { inside }) }];
}

function compareMappings(before: JsonObject, after: JsonObject, texts: TextCache): readonly Edit[] {
  const parts: { readonly key: string; readonly edits: readonly Edit[] }[] = [];
  const note = (key: string, edits: readonly Edit[]): void => {
    if (edits.length > 0) parts.push({ key, edits: within(key, edits) });
  };
  for (const key of Object.keys(before)) {
    const old = before[key] as JsonValue;
    const isKept = Object.hasOwn(after, key);
    note(
      key,
      isKept ? compare(old, after[key] as JsonValue, key, texts) : [{ kind: "removed", path: [], before: old }],
    );
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) note(key, [{ kind: "added", path: [], after: after[key] as JsonValue }]);
  }
  if (parts.length < 2) return parts[0]?.edits ?? NONE;
  return parts.sort((a, b) => (a.key < b.key ? -1 : 1)).flatMap(({ edits }) => edits);
}

function compareLists(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  key: string | undefined,
  texts: TextCache,
): readonly Edit[] {
  if (sameData(before, after)) return NONE;
  const { moved, removed, common, added } = matchItems(before, after, key);
  return [
    ...(moved === undefined ? [] : [{ kind: "moved", path: [], ...moved } as const]),
    ...removed.map((item) => loneEdit("removed", item)),
    ...common.flatMap((item) => within(item.step, compare(item.before, item.after, undefined, texts))),
    ...added.map((item) => loneEdit("added", item)),
  ];
}

function matchItems(before: readonly JsonValue[], after: readonly JsonValue[], key: string | undefined): ListMatch {
  const fields = keyFields(before, after, key);
  return fields === undefined ? matchByPlace(before, after) : matchByKey(before, after, fields);
}

function loneEdit(kind: "added" | "removed", { step, value, position }: LoneItem): Edit {
  const side = kind === "added" ? { after: value } : { before: value };
  return { kind, path: [step], ...side, ...(position !== undefined && { position }) };
}

function within(step: string | Item, edits: readonly Edit[]): readonly Edit[] {
  return edits.map((edit) => ({ ...edit, path: [step as Step, ...edit.path] }));
}
