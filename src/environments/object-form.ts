/** What makes a value an object of Kubernetes. */
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";

/** The command that renders what is rendered elsewhere, and looks at it. */
export const HELM_FIX = "Run `helm template <release> <chart> --values <file> | certctl-gitops validate -`.";

export const OBJECT_FIX =
  "Write apiVersion, kind and metadata.name, or leave the document out: values of a chart are none.";

export function isEmpty(value: JsonValue): boolean {
  return value === null || (isObject(value) && Object.keys(value).length === 0);
}

/** Why a value is no object of Kubernetes, in words that follow it; undefined where it is one. */
export function objectProblem(value: JsonValue): string | undefined {
  if (!isObject(value)) return "is no mapping";
  if (!isText(value.apiVersion)) return "has no apiVersion";
  if (!isText(value.kind)) return "has no kind";
  if (isList(value)) return undefined;
  return isNamed(value) ? undefined : "has no metadata.name";
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function isNamed({ metadata }: JsonObject): boolean {
  if (!isObject(metadata)) return false;
  return [metadata.name, metadata.generateName].some((name) => name !== undefined && name !== null && name !== "");
}

export function isList(value: JsonValue): value is JsonObject & { readonly items: readonly JsonValue[] } {
  return isObject(value) && String(value.kind).endsWith("List") && Array.isArray(value.items) && !isNamed(value);
}

/** Files of other programs have a kind, too; what has metadata is meant for a cluster. */
export function isMeantForKubernetes(value: JsonValue): boolean {
  return isObject(value) && isText(value.apiVersion) && isText(value.kind) && isObject(value.metadata);
}
