import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../../src/kustomize/config/default-config.ts";
import { Resource } from "../../../src/kustomize/resources/resource.ts";
import type { ImageSetting } from "../../../src/kustomize/transform/image-name.ts";
import { imageRewriter, splitImage } from "../../../src/kustomize/transform/image-name.ts";
import { changeImages } from "../../../src/kustomize/transform/images.ts";
import { setReplicas } from "../../../src/kustomize/transform/replicas.ts";
import type { Mapping } from "../../../src/kustomize/yaml/value.ts";

const image = (setting: Partial<ImageSetting>): ImageSetting => ({
  name: "nginx",
  newName: "",
  newTag: "",
  digest: "",
  tagSuffix: "",
  ...setting,
});

function changed(object: Mapping, setting: Partial<ImageSetting>): Mapping | undefined {
  return changeImages([new Resource(object)], image(setting), defaultConfig().images)[0]?.object;
}

test("replicas are set by name and kind, and a name that nothing has is refused", () => {
  const objects: Mapping[] = ["Deployment", "DaemonSet"].map((kind) => ({ kind, metadata: { name: "a" } }));
  const resources = objects.map((object) => new Resource(object));
  const { replicas } = defaultConfig();
  expect(setReplicas(resources, { name: "a", count: 2 }, replicas).map(({ object }) => object)).toEqual([
    { ...objects[0], spec: { replicas: 2 } },
    objects[1],
  ]);
  expect(() => setReplicas(resources, { name: "b", count: 2 }, replicas)).toThrow(
    "no Deployment, StatefulSet, ReplicaSet, ReplicationController is named b",
  );
});

describe("images", () => {
  test.each([
    ["a/b:1", { name: "a/b", tag: "1", digest: "" }],
    ["host:5000/b", { name: "host:5000/b", tag: "", digest: "" }],
    ["host:5000", { name: "host", tag: "5000", digest: "" }],
    ["a:1@sha256:f", { name: "a", tag: "1", digest: "sha256:f" }],
    ["a@sha256:f", { name: "a", tag: "", digest: "sha256:f" }],
  ])("%s is split", (text, parts) => {
    expect(splitImage(text)).toEqual(parts);
  });

  test.each([
    [{ newTag: "2" }, "nginx:1@sha256:f", "nginx:2"],
    [{ digest: "sha256:e" }, "nginx:1", "nginx@sha256:e"],
    [{ newName: "n" }, "nginx:1@sha256:f", "n:1@sha256:f"],
    [{ tagSuffix: "-x" }, "nginx:1@sha256:f", "nginx:1-x"],
    [{ name: "n.*", newTag: "2" }, "nginx", "nginx:2"],
    [{ newTag: "2" }, "my/nginx", undefined],
  ])("%o makes of %s", (setting, text, result) => {
    expect(imageRewriter(image(setting))(text)).toBe(result);
  });

  test("lists of containers change at any depth, volumes where the table says, definitions never", () => {
    const spec = { x: [{ initContainers: [{ image: "nginx" }] }], volumes: [{ image: { reference: "nginx" } }] };
    const object: Mapping = { kind: "Widget", spec };
    expect(changed(object, { newTag: "2" })).toEqual({
      kind: "Widget",
      spec: { x: [{ initContainers: [{ image: "nginx:2" }] }], volumes: [{ image: { reference: "nginx:2" } }] },
    });
    const definition: Mapping = { kind: "CustomResourceDefinition", spec };
    expect(changed(definition, { newTag: "2" })).toBe(definition);
  });

  test("an image that still fits changes twice where the table names it", () => {
    const object: Mapping = { kind: "Pod", spec: { containers: [{ image: "nginx:1" }], ephemeral: 1 } };
    expect(changed(object, { tagSuffix: "-x" })?.spec).toEqual({
      containers: [{ image: "nginx:1-x-x" }],
      ephemeral: 1,
    });
  });

  test("a name that is no expression is refused at the first image only", () => {
    expect(changed({ kind: "Pod" }, { name: "(" })).toEqual({ kind: "Pod" });
    expect(() => changed({ kind: "Pod", spec: { containers: [{ image: "a" }] } }, { name: "(" })).toThrow(
      '"(" is not a regular expression',
    );
  });
});
