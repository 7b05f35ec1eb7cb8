/** `namespace`: moves all objects into one namespace. */
import type { FieldSpec } from "../config/config.ts";
import { formatIdentity, identityKey } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { annotation, textAt } from "../resources/resource.ts";
import { plainScalar } from "../yaml/scalars.ts";
import type { Mapping } from "../yaml/value.ts";
import { scalarText, UnquotedText } from "../yaml/value.ts";
import { FieldError } from "./field-error.ts";
import type { FieldEdit } from "./field-spec.ts";
import { updateField, updateFields } from "./field-spec.ts";
import type { SubjectMode } from "./role-subjects.ts";
import { isRoleBinding, moveSubjects } from "./role-subjects.ts";
import { demandScalar } from "./scalar-edits.ts";

export interface NamespaceSetting {
  readonly namespace: string;
  /** Fields that have a value keep it. */
  readonly unsetOnly?: boolean;
  /** Without it `defaultOnly`. */
  readonly subjects?: SubjectMode;
}

const HELM_GENERATED = "internal.config.kubernetes.io/helm-generated";
const OWN_NAMESPACE: FieldSpec = { path: "metadata/namespace", create: true };

/**
 * Throws a FieldError where two objects become the same one, or a field is no scalar.
 * Source: kustomize 5.8.1, api/internal/builtins/NamespaceTransformer.go and api/filters/namespace/namespace.go.
 */
export function setNamespace(
  resources: readonly Resource[],
  setting: NamespaceSetting,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  if (setting.namespace === "") return resources;
  const edit = editOf(setting);
  const all = resources.map((resource) =>
    annotation(resource.object, HELM_GENERATED) === "true"
      ? resource
      : resource.with(moved(resource, resource.remembered(), setting, edit, specs)),
  );
  demandDistinct(resources, all, setting.namespace);
  return all;
}

/** The object itself with its new namespace, and the subjects that follow it; no identity is noted. */
export function withNamespace(resource: Resource, namespace: string): Mapping {
  const setting: NamespaceSetting = { namespace };
  return moved(resource, resource.object, setting, editOf(setting), []);
}

function editOf({ namespace, unsetOnly = false }: NamespaceSetting): FieldEdit {
  const unquoted = plainScalar(namespace) === namespace ? namespace : new UnquotedText(namespace);
  return {
    make: "scalar",
    set: (value, spec, _, place) => {
      const before = scalarText(demandScalar(value, spec));
      if (unsetOnly && before !== "") return value;
      return place.isQuoted(value) ? namespace : unquoted;
    },
  };
}

function moved(
  resource: Resource,
  object: Mapping,
  setting: NamespaceSetting,
  edit: FieldEdit,
  specs: readonly FieldSpec[],
): Mapping {
  const own = resource.id.clusterWide ? object : updateField(object, OWN_NAMESPACE, edit);
  const isBinding = isRoleBinding(resource.id.kind);
  const bound = isBinding ? moveSubjects(own, setting.subjects ?? "defaultOnly", edit) : own;
  return updateFields(bound, fieldsOf(resource.object, isBinding, specs), edit);
}

/** Without the fields that kustomize looks after apart from the tables. */
function fieldsOf(object: Mapping, isBinding: boolean, specs: readonly FieldSpec[]): readonly FieldSpec[] {
  const isCoreV1 = textAt(object, "apiVersion") === "v1";
  return specs.filter(
    ({ path, kind = "" }) =>
      path !== OWN_NAMESPACE.path &&
      (isCoreV1 || path !== "metadata/name") &&
      !(isBinding && isRoleBinding(kind) && path === "subjects/namespace"),
  );
}

function demandDistinct(before: readonly Resource[], moved: readonly Resource[], namespace: string): void {
  const seen = new Map<string, number>();
  for (const [index, resource] of moved.entries()) {
    const key = identityKey(resource.id);
    const other = seen.get(key);
    if (other !== undefined) {
      const names = [before[other], before[index]].map((one) => (one === undefined ? "" : formatIdentity(one.id)));
      throw new FieldError("", `${names.join(" and ")} become the same object in ${namespace}`, "Rename one of them.");
    }
    seen.set(key, index);
  }
}
