/** What a schema says about merging: which lists merge, by which keys, and what lies below a field. */

export interface Schema {
  /** The keys of a merged list's items, `[]` for a list merged as a set; undefined for whatever does not merge. */
  readonly mergeKeys: readonly string[] | undefined;
  /** What lies below a field of a mapping; undefined where the schema knows nothing. */
  field(key: string): Schema | undefined;
  /** What each item of a list is. */
  readonly items: Schema | undefined;
}

/** The schemas of the kinds that one schema file, or several, describe. */
export interface SchemaSet {
  schemaOf(apiVersion: string, kind: string): Schema | undefined;
  /** True for a namespaced kind, false for a cluster-scoped one, undefined where the set does not know. */
  isNamespaced(apiVersion: string, kind: string): boolean | undefined;
}

/** Known, and nothing below it merges. Unlike undefined, it keeps an embedded object's own kind from being looked up. */
export const PLAIN: Schema = { mergeKeys: undefined, field: () => PLAIN, items: undefined };

/** The sets as one; of two that know a kind, the later wins. */
export function joinSchemas(first: SchemaSet, later: SchemaSet): SchemaSet {
  return {
    schemaOf: (apiVersion, kind) => later.schemaOf(apiVersion, kind) ?? first.schemaOf(apiVersion, kind),
    isNamespaced: (apiVersion, kind) => later.isNamespaced(apiVersion, kind) ?? first.isNamespaced(apiVersion, kind),
  };
}

/** Definitions that another schema has next to a schema file. */
export interface OtherDefinitions {
  readonly definition: (name: string) => Schema | undefined;
  /** True where they take the place of the file's own of the same name. */
  readonly win: boolean;
}
