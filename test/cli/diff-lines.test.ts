/** Which line of the source `diff` names for a change, and what follows from a generated name. */
import { afterEach, describe, expect, it } from "vitest";
import { place } from "../support/cli.ts";
import { diffRepository, writeAll } from "../support/diff.ts";

const places: { remove(): void }[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});
const kept = <T extends { remove(): void }>(one: T): T => {
  places.push(one);
  return one;
};

const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: web
        image: web
        envFrom:
        - configMapRef:
            name: settings
`;
const TREE: Readonly<Record<string, string>> = {
  "base/kustomization.yaml": `resources:
- web.yaml
patches:
- path: patch.yaml
images:
- name: web
  newTag: v1
configMapGenerator:
- name: settings
  literals:
  - level=info
  - other=x
`,
  "base/web.yaml": WORKLOAD,
  "base/patch.yaml": WORKLOAD.replace(
    / {8}image[\s\S]*/,
    "        resources:\n          limits:\n            cpu: 1\n",
  ).replace("  replicas: 1\n", ""),
  "eu/kustomization.yaml": "resources:\n- ../base\nnamespace: eu\nreplicas:\n- name: web\n  count: 2\n",
  "us/kustomization.yaml": `resources:
- ../base
namespace: us
patches:
- target: {kind: Deployment}
  patch: |-
    - op: replace
      path: /spec/replicas
      value: 3
`,
};

describe("the line that made a change", () => {
  it.each<[string, string, string, string, readonly string[]]>([
    [
      "of a base",
      "base/web.yaml",
      "name: settings",
      "name: settings\n        tty: true",
      ["+ spec.template.spec.containers[name=web].tty: true   at base/web.yaml:15:14"],
    ],
    [
      "of a patch",
      "base/patch.yaml",
      "cpu: 1",
      "cpu: 2",
      ["~ spec.template.spec.containers[name=web].resources.limits.cpu: 1 -> 2   at base/patch.yaml:12:18"],
    ],
    [
      "of a JSON patch",
      "us/kustomization.yaml",
      "value: 3",
      "value: 4",
      ["~ spec.replicas: 3 -> 4   at us/kustomization.yaml:9"],
    ],
    [
      "of an entry of images",
      "base/kustomization.yaml",
      "newTag: v1",
      "newTag: v2",
      ["~ spec.template.spec.containers[name=web].image: web:v1 -> web:v2   at base/kustomization.yaml:6:3"],
    ],
    [
      "of an entry of replicas",
      "eu/kustomization.yaml",
      "count: 2",
      "count: 4",
      ["~ spec.replicas: 2 -> 4   at eu/kustomization.yaml:5:3"],
    ],
    [
      "of a generator's literal, whose name is followed",
      "base/kustomization.yaml",
      "level=info",
      "level=debug",
      ["~ data.level: info -> debug   at base/kustomization.yaml:11:5"],
    ],
  ])("%s", async (_, file, from, to, edits) => {
    const at = kept(place());
    for (const side of ["a", "b"])
      writeAll(at, Object.fromEntries(Object.entries(TREE).map(([path, text]) => [`${side}/${path}`, text])));
    at.write(`b/${file}`, at.read(`b/${file}`).replace(from, to));
    const { out } = await at.cliWith({ at: "b" }, "diff", "../a", ".");
    expect(
      out
        .split("\n")
        .filter((line) => /^ {2}[~+-] /.test(line))
        .map((line) => line.trim()),
    ).toEqual(edits);
  });

  it("is said once for a generated ConfigMap, whatever it is called now", async () => {
    const at = kept(diffRepository(TREE));
    at.write("base/kustomization.yaml", (TREE["base/kustomization.yaml"] ?? "").replace("level=info", "level=debug"));
    const text = `~ ConfigMap <cluster>/settings-ttt8299654   in all 2 environments
    was settings-2b6dtd4h9f: the name follows the content
  ~ data.level: info -> debug   at base/kustomization.yaml:11:5

~ Deployment.apps <cluster>/web   in all 2 environments
  1 reference follows the new name`;
    expect((await at.diff()).out).toContain(text);
    const full = (await at.diff("--full")).out;
    expect(full.slice(full.indexOf("~ Deployment"), full.indexOf("\nNot shown"))).toBe(
      `~ Deployment.apps <cluster>/web   in all 2 environments
  ~ spec.template.spec.containers[name=web].envFrom[0].configMapRef.name   at base/kustomization.yaml:9:9
      - settings-2b6dtd4h9f
      + settings-ttt8299654
`,
    );
  });
});
