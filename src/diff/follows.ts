/** Marks edits that follow from another change: a generated name that is referred to, and the version of a chart that `gen` writes. */
import type { Edit } from "../model/difference.ts";
import { isObject, type JsonValue } from "../model/json.ts";
import type { ResourceId } from "../model/manifest.ts";

type Follows = Edit["follows"];

/** Generated names before, each with those after. */
export type GeneratedNames = ReadonlyMap<string, ReadonlySet<string>>;

/** The edits of one object, those that follow marked; the same list where none does. */
export function markFollowing(edits: readonly Edit[], id: ResourceId, names: GeneratedNames): readonly Edit[] {
  const isRelease = id.kind === "HelmRelease" && id.group === "helm.toolkit.fluxcd.io";
  if (names.size === 0 && !isRelease) return edits;
  const marked = edits.map((edit) => {
    const follows = followsName(edit, edits, names) ?? (isRelease ? followsVersion(edit) : undefined);
    return follows === undefined ? edit : { ...edit, follows };
  });
  return marked.some((edit, index) => edit !== edits[index]) ? marked : edits;
}

function followsName(edit: Edit, edits: readonly Edit[], names: GeneratedNames): Follows {
  const { kind, before, after, inside } = edit;
  if (kind === "changed") {
    if (typeof before !== "string" || typeof after !== "string") return undefined;
    const isName = names.get(before)?.has(after) === true;
    const isText =
      inside !== undefined &&
      inside.edits.length > 0 &&
      inside.edits.every((part) => followsName(part, inside.edits, names));
    return isName || isText ? "generated-name" : undefined;
  }
  const name = referenceName(edit);
  if (name === undefined) return undefined;
  const isOther = edits.some((other) => {
    if (other.kind !== (kind === "added" ? "removed" : "added") || !sameList(edit, other)) return false;
    const [old, now] = kind === "added" ? [referenceName(other), name] : [name, referenceName(other)];
    return old !== undefined && now !== undefined && names.get(old)?.has(now) === true;
  });
  return isOther ? "generated-name" : undefined;
}

/** Of a list that is keyed by what it refers to, such as `imagePullSecrets`: an item that is a name and nothing else. */
function referenceName({ kind, path, before, after }: Edit): string | undefined {
  const value: JsonValue | undefined = kind === "added" ? after : kind === "removed" ? before : undefined;
  const step = path.at(-1);
  if (typeof step !== "object" || !("key" in step) || !isObject(value)) return undefined;
  const { name } = value;
  return typeof name === "string" && Object.keys(value).length === 1 ? name : undefined;
}

function sameList({ path: a }: Edit, { path: b }: Edit): boolean {
  return a.length === b.length && JSON.stringify(a.slice(0, -1)) === JSON.stringify(b.slice(0, -1));
}

/** The hash of a chart's content, as src/engines/charts.ts writes it into the version and the name of the values file. */
const CHART_HASH = /((?:^|['"])\d+\.\d+\.\d+-h|\bvalues-)[0-9a-f]{12}(?=['"]|\.yaml\b|$)/g;

/** In a HelmRelease: `version`, `valuesFiles` and `readyExpr`, where the hash alone differs. */
function followsVersion({ kind, before, after }: Edit): Follows {
  if (kind !== "changed" || typeof before !== "string" || typeof after !== "string") return undefined;
  return before.replace(CHART_HASH, "$1") === after.replace(CHART_HASH, "$1") ? "chart-version" : undefined;
}
