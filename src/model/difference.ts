/** What differs between two states of the same environments: the plain data that the differ makes and every surface shows. */
import type { Finding, Place } from "./finding.ts";
import type { JsonValue } from "./json.ts";
import type { ResourceId } from "./manifest.ts";

/** A step of the way into an object: a key of a mapping, or an item of a list. */
export type Step = string | Item;

/** An item is known by its merge key, or, in a list without one, by where it stands on each side. */
export type Item = KeyedItem | PlacedItem;

/** `{ key: { name: "server" } }`, `{ key: { containerPort: 8443, protocol: "TCP" } }`. */
export interface KeyedItem {
  readonly key: Readonly<Record<string, string | number>>;
}

/** Indexes from 0; undefined on the side that does not have the item. */
export interface PlacedItem {
  readonly before?: number;
  readonly after?: number;
}

/**
 * Where a keyed item stands, on the side that has it: `last` is behind all items that both sides have; of several such, in
 * the order of the edits. `after` is the key of the item in front of it.
 */
export type Position = "first" | "last" | { readonly after: KeyedItem["key"] };

/** One difference within an object. */
export interface Edit {
  /** `moved`: the items of the list at `path` that both sides have stand in another order. */
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly path: readonly Step[];
  /** Present for `removed` and `changed`. */
  readonly before?: JsonValue;
  /** Present for `added` and `changed`. */
  readonly after?: JsonValue;
  /** Of a keyed item that was added or removed. */
  readonly position?: Position;
  /** Of `moved`: the common items as they stand now, each by its number (from 0) among the common items before. */
  readonly order?: readonly number[];
  /** Of `moved`: how the common items are called, in their order before. */
  readonly items?: readonly string[];
  /** Of `changed`: both texts are documents of this format, and this is what differs in them; empty where only their layout does. */
  readonly inside?: { readonly format: TextFormat; readonly edits: readonly Edit[] };
  /** `before` and `after` are not what they really are: a secret, or a part that is one, is left out. They may look the same. */
  readonly redacted?: true;
  /** It follows from another change: the name of generated content, or the version of a chart that holds it. */
  readonly follows?: "generated-name" | "chart-version";
  /** The line that set the value: of the new state, and for what was removed of the old one. */
  readonly source?: Place;
}

export type TextFormat = "yaml" | "json" | "env";

export type ChangeKind = "added" | "removed" | "changed";

/** The same change of the same object in one or many environments. */
export interface Change {
  /** `c1`, `c2` ... in the order of the report: anchors and risks refer to it. */
  readonly id: string;
  readonly kind: ChangeKind;
  /** The object on each side that has it; names that differ by environment hold `<cluster>` and the like. */
  readonly before?: ResourceId;
  readonly after?: ResourceId;
  /** Undefined where the name is the same. `generated`: it carries a hash of the content; `similar`: the contents say that it is the same object. */
  readonly renamed?: "generated" | "similar";
  /** Of `changed`. */
  readonly edits: readonly Edit[];
  /** The object itself, of `added` and `removed`. */
  readonly manifest?: JsonValue;
  /** JSON pointers (RFC 6901) of what is not shown in `manifest`. */
  readonly redacted: readonly string[];
  /** Of `added` and `removed`: the line that made it. */
  readonly source?: Place;
  /** Indexes of the environments in `DiffReport.environments`, ascending. */
  readonly environments: readonly number[];
  /**
   * What stands for `<name>` in ids, edits and the manifest, for each of `environments` in their order. Empty where
   * nothing differs.
   */
  readonly variables: Readonly<Record<string, readonly string[]>>;
  /** Environments that have the object too, and not this change. They are listed where they are the fewer, so: the outliers. */
  readonly others: { readonly count: number; readonly outliers: readonly number[] };
}

export type EnvironmentState = "unchanged" | "changed" | "added" | "removed" | "withheld";

export interface EnvironmentDifference {
  readonly name: string;
  readonly state: EnvironmentState;
  /** The name that it had before: the same objects hand it over, or it holds the same ones. */
  readonly was?: string;
  /** The part of the name that tells this environment from others like it, `eu-1` of `clusters/eu-1`. */
  readonly cluster: string;
  /** How many objects it has; undefined on a side that doesn't have it or couldn't be rendered. */
  readonly objects: { readonly before?: number; readonly after?: number };
  /** Of `changed`: how many objects. */
  readonly counts: Readonly<Record<ChangeKind, number>>;
}

export type RiskLevel = "danger" | "caution";

/** What a reviewer must know before merging. */
export interface Risk {
  readonly rule: string;
  readonly level: RiskLevel;
  /** What happens on the cluster, one sentence or two, without a trailing line break. */
  readonly message: string;
  /** What to do about it, or how to check that it is meant. */
  readonly advice: string;
  /** `StatefulSet.apps certctl/certctl-postgres`, or empty where it is about a whole environment. */
  readonly resource: string;
  readonly at: Place;
  /** Ids of the changes that bring it. */
  readonly changes: readonly string[];
  readonly environments: readonly number[];
}

/** An image of one or more workloads; `from` and `to` are tag, digest or both, `v2.1.7`, `@sha256:...`. */
export interface ImageChange {
  readonly image: string;
  /** Undefined where nothing used the image before, or nothing uses it now. */
  readonly from?: string;
  readonly to?: string;
  /** `Deployment.apps certctl/certctl-server`. */
  readonly workloads: readonly string[];
  readonly environments: readonly number[];
}

/** An object that is now applied earlier or later. */
export interface OrderChange {
  readonly resource: string;
  /** `wave 2`, `server: pre-install hook 0`. */
  readonly from: string;
  readonly to: string;
  readonly changes: readonly string[];
  readonly environments: readonly number[];
}

/** What could not be rendered on a side: nothing is said of its objects. */
export interface Withheld {
  readonly side: "base" | "head";
  /** Index in `DiffReport.environments`; undefined where it is not known which environment the problem is of. */
  readonly environment?: number;
  readonly problems: readonly Finding[];
}

/**
 * `none`: nothing differs. `routine`: only images, their versions in labels, or labels and annotations that nothing
 * reads moved. `review`: anything else. `danger`: a risk of that level. `withheld`: something could not be rendered.
 */
export type Verdict = "none" | "routine" | "review" | "danger" | "withheld";

/** The rule of a note about what could not be rendered on either side, and is the same on both. */
export const NOT_COMPARED = "not-compared";

/** A side as a person knows it: `main` at a commit, `working tree`, a folder. */
export interface SideName {
  readonly label: string;
  /** The full commit id. */
  readonly commit?: string;
}

export interface DiffReport {
  readonly base: SideName;
  readonly head: SideName;
  readonly verdict: Verdict;
  /** All that were looked at, in the order of their names. */
  readonly environments: readonly EnvironmentDifference[];
  readonly withheld: readonly Withheld[];
  /** Dangers first, then in the order of the changes. */
  readonly risks: readonly Risk[];
  readonly images: readonly ImageChange[];
  readonly order: readonly OrderChange[];
  /** Changes of most environments first, then by resource. */
  readonly changes: readonly Change[];
  /** What was not looked at, and what to do about it. */
  readonly notes: readonly Finding[];
}
