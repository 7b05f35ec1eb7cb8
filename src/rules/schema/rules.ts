/** Rules that the schemas of kinds decide. */
import type { BaseRule } from "../rule.ts";

const rule = (name: string, title: string): BaseRule => ({ name, severity: "error", title });

export const UNKNOWN_FIELD = rule("unknown-field", "Every field is one that its kind has.");
export const WRONG_TYPE = rule("wrong-type", "Every value has the type that its field takes.");
export const REQUIRED_FIELD = rule("required-field", "Every field that a kind needs is there.");
export const INVALID_VALUE = rule("invalid-value", "Every value is one that its field allows.");
export const UNKNOWN_KIND = rule("unknown-kind", "Every kind is one that its API version has.");
export const UNCHECKED_KIND = rule("unchecked-kind", "With --strict, every kind has a schema that it is checked by.");
export const INVALID_DEFINITION = rule(
  "invalid-definition",
  "Every CustomResourceDefinition has schemas that can be read.",
);

export const SCHEMA_RULES: readonly BaseRule[] = [
  UNKNOWN_FIELD,
  WRONG_TYPE,
  REQUIRED_FIELD,
  INVALID_VALUE,
  UNKNOWN_KIND,
  UNCHECKED_KIND,
  INVALID_DEFINITION,
];
