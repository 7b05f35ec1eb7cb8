/** The order of the output: `sortOptions`, or kustomize's own order where none are given. */
import { entryError, member } from "../load/entry.ts";
import type { SortForm } from "../load/kustomization-form.ts";
import type { Identity } from "../resources/identity.ts";
import { FIRST_KINDS, kindRanks, kindText, LAST_KINDS } from "../resources/kind-order.ts";
import type { Resource } from "../resources/resource.ts";

/** Source: kustomize 5.8.1, api/internal/builtins/SortOrderTransformer.go. */
export function inOrder(resources: readonly Resource[], options: SortForm | undefined): readonly Resource[] {
  if (options === undefined) return sorted(resources, FIRST_KINDS, LAST_KINDS);
  const { order, legacySortOptions: legacy } = options;
  if (order !== "legacy" && order !== "fifo") {
    throw entryError(member(options.entry, "order"), "sort", "the order must be legacy or fifo", "Write one of them.");
  }
  if (order === "legacy") {
    return legacy === undefined
      ? sorted(resources, FIRST_KINDS, LAST_KINDS)
      : sorted(resources, legacy.orderFirst, legacy.orderLast);
  }
  if (legacy === undefined) return resources;
  const at = member(options.entry, "legacySortOptions");
  throw entryError(at, "sort", "is set, but the order is fifo", "Set `order: legacy`, or take it out.");
}

function sorted(resources: readonly Resource[], first: readonly string[], last: readonly string[]): Resource[] {
  const ranks = kindRanks(first, last);
  return resources
    .map((resource) => ({ resource, key: sortKey(resource.id, ranks.get(resource.id.kind) ?? 0) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ resource }) => resource);
}

interface SortKey {
  readonly rank: number;
  readonly kind: string;
  readonly object: string;
  readonly isCoreNamespace: boolean;
  readonly isNamespace: boolean;
}

function sortKey(id: Identity, rank: number): SortKey {
  const { group, version, kind, name, namespace } = id;
  return {
    rank,
    kind: kindText(id),
    object: `${kind || "[noKind]"}.${version || "[noVer]"}.${group || "[noGrp]"}|${namespace || "~X"}|${name || "~N"}`,
    isCoreNamespace: kind === "Namespace" && group === "",
    isNamespace: kind === "Namespace",
  };
}

function compare(a: SortKey, b: SortKey): number {
  if (a.kind === b.kind) return byBytes(a.object, b.object);
  if (a.rank !== b.rank) return a.rank - b.rank;
  // The core group's Namespace comes before other kinds of that name.
  const reversed = a.isNamespace && b.isNamespace && (a.isCoreNamespace || b.isCoreNamespace);
  return reversed ? byBytes(b.kind, a.kind) : byBytes(a.kind, b.kind);
}

/** In the order of UTF-8, from which that of JavaScript's own characters differs at surrogates only. */
function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

const SURROGATE = /[\ud800-\udfff]/;
