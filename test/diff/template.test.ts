/** What differs by environment in a name alone becomes one text. */
import { describe, expect, it } from "vitest";
import { clusterNames } from "../../src/diff/clusters.ts";
import { filled, hashesIn, templateOf } from "../../src/diff/template.ts";

describe("an environment's own name", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["is the step of the path that differs", ["argocd/eu-1", "argocd/us-1"], ["eu-1", "us-1"]],
    ["is the same under both engines", ["argocd/eu-1", "flux/eu-1", "flux/us-1"], ["eu-1", "eu-1", "us-1"]],
    [
      "is the step with the most values, wherever it stands",
      ["clusters/a/apps", "clusters/b/apps", "clusters/c/infra"],
      ["a", "b", "c"],
    ],
    ["is the last of several such steps", ["a/x", "b/y"], ["x", "y"]],
    ["is the cluster of objects that go to several", ["apps on eu", "apps on us"], ["eu", "us"]],
    ["is the whole name where the path is too short", ["a/x", "b/y", "z"], ["x", "y", "z"]],
    ["is the only one's last step", ["out/clusters/ha"], ["ha"]],
  ];
  it.each(cases)("%s", (_, names, expected) => expect(clusterNames(names)).toEqual(expected));
});

describe("a template", () => {
  const cases: readonly (readonly [string, string, string, string | undefined])[] = [
    [
      "has the name where it stands as a word",
      '{"name":"certctl-c-1","path":"out/c-1/x"}',
      "c-1",
      '{"name":"certctl-<cluster>","path":"out/<cluster>/x"}',
    ],
    ["leaves longer words alone", '{"a":"c-10","b":"xc-1"}', "c-1", undefined],
    ["finds the name at the start of a line", '{"a":"x\\nc-1: y"}', "c-1", '{"a":"x\\n<cluster>: y"}'],
    ["is none where the placeholder is in the text", '{"a":"<cluster> c-1"}', "c-1", undefined],
    ["takes a dot as it is", '{"a":"a.b axb"}', "a.b", '{"a":"<cluster> axb"}'],
    ["is none for a name that is no word", '{"a":"x y"}', "x y", undefined],
  ];
  it.each(cases)("%s", (_, json, cluster, expected) => {
    const template = templateOf(json, cluster, []);
    expect(template?.text).toBe(expected);
    if (template !== undefined) expect(filled(template.text, template.variables)).toBe(json);
  });

  it("has hashes, too, each by its number", () => {
    const json = '{"a":"conf-5f8t2k9d4m","b":"0.1.0-h0190b7a0a2e4","c":"c-1/values-0190b7a0a2e4.yaml"}';
    const hashes = hashesIn([json]);
    expect(hashes).toEqual(["5f8t2k9d4m", "0190b7a0a2e4"]);
    const template = templateOf(json, "c-1", hashes);
    expect(template).toEqual({
      text: '{"a":"conf-<hash-1>","b":"0.1.0-h<hash-2>","c":"<cluster>/values-<hash-2>.yaml"}',
      variables: { "hash-1": "5f8t2k9d4m", "hash-2": "0190b7a0a2e4", cluster: "c-1" },
    });
    expect(filled(template?.text ?? "", template?.variables ?? {})).toBe(json);
  });
});
