/** `namespace`: moves all objects of a kustomization into one namespace. */
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { formatId, resourceId } from "../model/manifest.ts";
import { entryError } from "./entry.ts";
import { own, updateAt, withKey } from "./field-path.ts";
import { fitsKind, spec } from "./field-specs.ts";
import type { Kustomization } from "./kustomization.ts";
import type { Resource } from "./resource.ts";
import { identityKey, withManifest } from "./resource.ts";
import { isClusterScoped } from "./resources/scope.ts";

/** Source: kustomize 5.8.1, api/internal/konfig/builtinpluginconsts/namespace.go. */
const FIELDS = [
  spec("metadata/name", { kind: "Namespace" }, true),
  spec("spec/service/namespace", { group: "apiregistration.k8s.io", kind: "APIService" }, true),
  spec(
    "spec/conversion/webhook/clientConfig/service/namespace",
    { group: "apiextensions.k8s.io", kind: "CustomResourceDefinition" },
    false,
  ),
];

const BINDINGS: ReadonlySet<string> = new Set(["RoleBinding", "ClusterRoleBinding"]);

/** The moved resources. Two that become the same object are an error. */
export function moveToNamespace(
  resources: readonly Resource[],
  setting: Kustomization["namespace"],
): readonly Resource[] {
  const { name } = setting;
  if (name === "") return resources;
  const moved = resources.map((resource) => move(resource, name));
  const seen = new Map<string, Resource>();
  for (const [index, resource] of moved.entries()) {
    const key = identityKey(resource.id);
    const before = resources[index];
    const other = seen.get(key);
    if (other !== undefined && before !== undefined) {
      const pair = [other, before].map((one) => formatId(resourceId(one.manifest))).join(" and ");
      throw entryError(setting.entry, "duplicate", `${pair} become the same object in ${name}`, "Rename one of them.");
    }
    if (before !== undefined) seen.set(key, before);
  }
  return moved;
}

function move(resource: Resource, namespace: string): Resource {
  const { apiVersion, kind } = resource.manifest;
  let object: JsonObject = resource.manifest;
  if (!isClusterScoped(apiVersion, kind)) {
    object = updateAt(object, ["metadata", "namespace"], true, () => namespace) as JsonObject;
  }
  for (const field of FIELDS) {
    if (fitsKind(field, resource.id))
      object = updateAt(object, field.path, field.create, () => namespace) as JsonObject;
  }
  if (BINDINGS.has(kind))
    object = updateAt(object, ["subjects"], false, (item) => moveDefault(item, namespace)) as JsonObject;
  return withManifest(resource, object as Manifest);
}

/**
 * A subject named `default` moves even when its ServiceAccount is not written anywhere, whatever its kind; the other
 * subjects follow the ServiceAccounts that they name (references.ts).
 */
function moveDefault(subject: JsonValue | undefined, namespace: string): JsonValue | undefined {
  return isObject(subject) && own(subject, "name") === "default" ? withKey(subject, "namespace", namespace) : subject;
}
