/** A kind that objects can be checked against: its table, and the rule made of it when the first object comes. */
import { kindRule, type Rule } from "./rule.ts";
import type { KindTable } from "./schema.ts";

export interface KindSchema {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly table: KindTable;
  readonly rule: Rule;
}

export function kindSchema(table: KindTable): KindSchema {
  const { apiVersion, kind, namespaced } = table;
  let rule: Rule | undefined;
  return {
    apiVersion,
    kind,
    namespaced,
    table,
    get rule() {
      rule ??= kindRule(table);
      return rule;
    },
  };
}
