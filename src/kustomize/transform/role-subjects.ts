/** The subjects of role bindings, which follow `namespace` by rules of their own. */
import type { FieldSpec } from "../config/config.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, isNull, isQuoted, isScalar, mapItems, own, scalarText, withKey } from "../yaml/value.ts";
import { wrongKind } from "./field-error.ts";
import type { FieldEdit } from "./field-spec.ts";
import { SharedTexts } from "./shared-texts.ts";

/** Which subjects move: those named `default`, those of kind ServiceAccount, or none. */
export type SubjectMode = "defaultOnly" | "allServiceAccounts" | "none";

const SUBJECTS: FieldSpec = { path: "subjects", create: false };

/** Of any group, as in kustomize. */
export function isRoleBinding(kind: string): boolean {
  return kind === "RoleBinding" || kind === "ClusterRoleBinding";
}

/**
 * Throws a FieldError where the subjects are no list of mappings.
 * Source: kustomize 5.8.1, api/filters/namespace/namespace.go.
 */
export function moveSubjects(object: Mapping, mode: SubjectMode, edit: FieldEdit): Mapping {
  const subjects = own(object, "subjects") ?? null;
  if (mode === "none" || isNull(subjects)) return object;
  if (!isList(subjects)) throw wrongKind(SUBJECTS, "a list", subjects);
  const [key, text] = mode === "defaultOnly" ? ["name", "default"] : ["kind", "ServiceAccount"];
  return withKey(
    object,
    "subjects",
    mapItems(subjects, (item) => (isMeant(item, key, text) ? moveSubject(item, edit) : item)),
  );
}

function isMeant(item: Value, key: string, text: string): item is Mapping {
  if (isNull(item)) return false;
  if (!isMapping(item)) throw wrongKind(SUBJECTS, "a list of mappings", item);
  const value = own(item, key) ?? null;
  if (!isScalar(value)) throw wrongKind({ ...SUBJECTS, path: `subjects/${key}` }, "a scalar", value);
  return scalarText(value) === text;
}

function moveSubject(item: Mapping, edit: FieldEdit): Mapping {
  const spec = { ...SUBJECTS, path: "subjects/namespace" };
  const place = { isQuoted: (value: Value) => isQuoted(value, item, "namespace") };
  return withKey(item, "namespace", edit.set(own(item, "namespace") ?? null, spec, new SharedTexts(), place));
}
