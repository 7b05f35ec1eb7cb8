import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../../src/kustomize/config/default-config.ts";
import { Resource } from "../../../src/kustomize/resources/resource.ts";
import { addPrefix, addSuffix } from "../../../src/kustomize/transform/name-affixes.ts";
import type { NamespaceSetting } from "../../../src/kustomize/transform/namespace.ts";
import { setNamespace } from "../../../src/kustomize/transform/namespace.ts";
import type { Mapping } from "../../../src/kustomize/yaml/value.ts";

const RBAC = "rbac.authorization.k8s.io/v1";
const object = (apiVersion: string, kind: string, name: string, more: Mapping = {}): Mapping => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
});

function moved(objects: readonly Mapping[], setting: NamespaceSetting): readonly Mapping[] {
  const resources = objects.map((one) => new Resource(one));
  return setNamespace(resources, setting, defaultConfig().namespace).map((resource) => resource.object);
}

function names(objects: readonly Mapping[], setting: NamespaceSetting): unknown[] {
  return moved(objects, setting).map(({ metadata }) => {
    const { name, namespace } = metadata as Mapping;
    return [name, namespace];
  });
}

test("prefix and suffix rename, and note what was there before", () => {
  const { namePrefix, nameSuffix } = defaultConfig();
  const before = [new Resource(object("v1", "Service", "a")), new Resource(object("v1", "Namespace", "a"))];
  const [service, namespace] = addSuffix(addPrefix(before, "p-", namePrefix), "-s", nameSuffix);
  expect(service?.object.metadata).toEqual({
    name: "p-a-s",
    annotations: {
      "internal.config.kubernetes.io/prefixes": "p-",
      "internal.config.kubernetes.io/suffixes": "-s",
      "internal.config.kubernetes.io/previousNames": "a,p-a",
      "internal.config.kubernetes.io/previousNamespaces": "default,default",
      "internal.config.kubernetes.io/previousKinds": "Service,Service",
    },
  });
  expect(namespace).toBe(before[1]);
});

describe("namespace", () => {
  test("namespaced objects move, namespaces are renamed, cluster-scoped objects stay", () => {
    const objects = [
      object("v1", "Service", "a"),
      object("v1", "Namespace", "b"),
      object(RBAC, "ClusterRole", "c"),
      object("example.com/v1", "Namespace", "d"),
    ];
    expect(names(objects, { namespace: "n" })).toEqual([
      ["a", "n"],
      ["n", undefined],
      ["c", undefined],
      ["d", "n"],
    ]);
  });

  test("two objects that become one are refused", () => {
    const objects = [object("v1", "Namespace", "a"), object("v1", "Namespace", "b")];
    expect(() => moved(objects, { namespace: "n" })).toThrow("Namespace a and Namespace b become the same object in n");
  });

  test("which subjects of a role binding move", () => {
    const subjects = [
      { kind: "User", name: "default" },
      { kind: "ServiceAccount", name: "x" },
    ];
    const binding = [object(RBAC, "RoleBinding", "a", { subjects })];
    const subjectsWith = (setting: Partial<NamespaceSetting>) => moved(binding, { namespace: "n", ...setting })[0];
    expect(subjectsWith({})?.subjects).toEqual([{ ...subjects[0], namespace: "n" }, subjects[1]]);
    expect(subjectsWith({ subjects: "allServiceAccounts" })?.subjects).toEqual([
      subjects[0],
      { ...subjects[1], namespace: "n" },
    ]);
    expect(subjectsWith({ subjects: "none" })?.subjects).toBe(binding[0]?.subjects);
  });

  test("unsetOnly leaves what is set", () => {
    const objects = [
      object("v1", "Service", "a"),
      object("v1", "Service", "b", { metadata: { name: "b", namespace: "o" } }),
    ];
    expect(names(objects, { namespace: "n", unsetOnly: true })).toEqual([
      ["a", "n"],
      ["b", "o"],
    ]);
  });
});
