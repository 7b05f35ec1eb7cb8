/** The form of our schema data: a small part of JSON Schema, with what Kubernetes adds to it under short names. */
import type { JsonObject, JsonValue } from "../model/json.ts";

/** `quantity` and `int-or-string` are the two scalars of Kubernetes that may be written in more than one way. */
export type TypeName = "object" | "array" | "string" | "integer" | "number" | "boolean" | "int-or-string" | "quantity";

/** An object knows the fields in `properties` and no others, unless it is `open` or says what else there may be. */
export interface Schema {
  /** The name of one of the table's parts, or `ObjectMeta`; nothing else stands beside it. */
  readonly $ref?: string;
  readonly type?: TypeName;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** What an API server fills in before it looks at the forms below; only where there are forms. */
  readonly defaults?: JsonObject;
  readonly additionalProperties?: Schema;
  /** `x-kubernetes-preserve-unknown-fields`. */
  readonly open?: boolean;
  readonly items?: Schema;
  /** `x-kubernetes-list-type`, where it is not atomic. */
  readonly list?: "map" | "set";
  /** `x-kubernetes-list-map-keys`. */
  readonly keys?: readonly string[];
  readonly enum?: readonly JsonValue[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
}

/** One kind in one version, as a file of `schemas/kinds` has it. */
export interface KindTable {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Where an API server has Go types for it: an optional field that is null, or an empty word, counts as not written. */
  readonly builtIn?: boolean;
  readonly schema: Schema;
  readonly parts?: Readonly<Record<string, Schema>>;
}

/** `index.json` of `schemas/kinds`. */
export interface KindIndex {
  readonly madeFrom: readonly { readonly name: string; readonly version: string }[];
  /** The kinds of each apiVersion. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
}

/** The file of a kind below `schemas/kinds`: `apps/v1/deployment.json`, `core/v1/secret.json`. */
export function tablePath(apiVersion: string, kind: string): string {
  const folder = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
  return `${folder}/${kind.toLowerCase()}.json`;
}
