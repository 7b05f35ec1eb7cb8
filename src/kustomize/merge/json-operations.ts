/** Reads the operations of a JSON 6902 patch. */
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own } from "../yaml/value.ts";
import { plainValue, readJson } from "./json-text.ts";
import { PatchError } from "./patch-error.ts";

/** One operation, its fields as they are written: kustomize checks them when it applies them. */
export interface Operation {
  /** Where it stands in the patch, for messages: `operation 2`. */
  readonly where: string;
  readonly fields: Mapping;
}

/**
 * The operations of a patch that was read as YAML, in the mode of settings (YAML 1.1) and through kustomize's JSON round
 * trip (`throughJson`), as kustomize reads a patch that does not start with `[`. Throws PatchError.
 */
export function readOperations(patch: Value): readonly Operation[] {
  if (patch === null) return [];
  if (!isList(patch))
    throw new PatchError("", "the patch is not a list of operations", "Write a list of op, path, value.");
  return patch.map((fields, index) => {
    const where = `operation ${index + 1}`;
    // Null is an operation without fields.
    if (fields === null) return { where, fields: {} };
    if (!isMapping(fields)) throw new PatchError("", `${where} is not a mapping`, "Write op, path and value.");
    return { where, fields };
  });
}

/** The operations of a patch that starts with `[`: kustomize takes that for JSON. Throws PatchError. */
export function readJsonOperations(text: string): readonly Operation[] {
  return readOperations(readJson(text));
}

/** A field that must be a text, `op` apart: that is read when the operation is applied. */
export function textField({ fields, where }: Operation, key: "path" | "from"): string {
  const value = plainValue(own(fields, key) ?? null);
  if (typeof value === "string") return value;
  const problem = value === null ? `has no ${key}` : `has a ${key} that is no string`;
  throw new PatchError("", `${where} ${problem}`, `Give it a ${key} such as /spec/replicas.`);
}
