import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../../src/kustomize/config/default-config.ts";
import { Resource } from "../../../src/kustomize/resources/resource.ts";
import { addAnnotations, addLabels } from "../../../src/kustomize/transform/entries.ts";
import { labelSpecs } from "../../../src/kustomize/transform/label-specs.ts";
import type { Mapping } from "../../../src/kustomize/yaml/value.ts";
import { SharedText } from "../../../src/kustomize/yaml/value.ts";

const places = { fields: [], includeSelectors: false, includeTemplates: false };
const own = labelSpecs(places, defaultConfig());
const all = labelSpecs({ ...places, includeSelectors: true }, defaultConfig());

function labelled(object: Mapping, ...steps: [Record<string, string>, typeof own][]): Mapping {
  const start: readonly Resource[] = [new Resource(object)];
  const [resource] = steps.reduce((before, [texts, specs]) => addLabels(before, texts, specs), start);
  return resource?.object ?? {};
}

const deployment = (more: Mapping = {}): Mapping => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a" },
  ...more,
});
const shared = (text: string): SharedText => new SharedText(text);

describe("labels", () => {
  test("one place gets a plain string, several share one text", () => {
    expect(labelled(deployment(), [{ l: "v" }, own]).metadata).toEqual({ name: "a", labels: { l: "v" } });
    const object = labelled(deployment(), [{ l: "v" }, all]);
    expect(object).toEqual({
      ...deployment({ metadata: { name: "a", labels: { l: shared("v") } } }),
      spec: {
        selector: { matchLabels: { l: shared("v") } },
        template: { metadata: { labels: { l: shared("v") } } },
      },
    });
  });

  test("to set one place of a shared text changes all of them, and they go on sharing", () => {
    const object = labelled(deployment(), [{ l: "v" }, all], [{ l: "w" }, own], [{ l: "x" }, own]);
    expect(object.spec).toEqual({
      selector: { matchLabels: { l: shared("x") } },
      template: { metadata: { labels: { l: shared("x") } } },
    });
    expect(object.metadata).toEqual({ name: "a", labels: { l: shared("x") } });
  });

  test("places that had the key keep values of their own", () => {
    const before = deployment({ spec: { selector: { matchLabels: { l: 5 } } } });
    expect(labelled(before, [{ l: "v" }, all], [{ l: "w" }, own]).spec).toEqual({
      selector: { matchLabels: { l: "v" } },
      template: { metadata: { labels: { l: shared("w") } } },
    });
  });

  test("an object that has the labels already stays the same", () => {
    const before = labelled(deployment(), [{ l: "v" }, all]);
    expect(labelled(before, [{ l: "v" }, all])).toBe(before);
  });

  test("labels that are no mapping are refused", () => {
    const before = deployment({ metadata: { labels: ["l"] } });
    expect(() => labelled(before, [{ l: "v" }, own])).toThrow(
      "the field metadata/labels should be a mapping, but a list is there",
    );
  });
});

test("annotations share texts, too", () => {
  const [resource] = addAnnotations([new Resource(deployment())], { n: "v" }, defaultConfig().commonAnnotations);
  expect(resource?.object).toEqual({
    ...deployment({ metadata: { name: "a", annotations: { n: shared("v") } } }),
    spec: { template: { metadata: { annotations: { n: shared("v") } } } },
  });
});

test("an entry's own field specs come first, and must agree with kustomize's on create", () => {
  const field = { kind: "Widget", path: "spec/labels", create: true };
  expect(labelSpecs({ ...places, fields: [field] }, defaultConfig())).toEqual([
    field,
    { path: "metadata/labels", create: true },
  ]);
  const wrong = { path: "metadata/labels", create: false };
  expect(() => labelSpecs({ ...places, fields: [wrong] }, defaultConfig())).toThrow(
    "two field specs of labels for metadata/labels do not agree on create",
  );
});
