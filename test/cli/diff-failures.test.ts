/** What can't be rendered on one side never looks like a deletion, nor like a change. */
import { afterEach, describe, expect, it } from "vitest";
import type { Place } from "../support/cli.ts";
import { place } from "../support/cli.ts";
import { configMap, FLEET, writeAll } from "../support/diff.ts";

const places: Place[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});

type Files = Readonly<Record<string, string>>;

const application = (name: string, path: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec:
  project: default
  destination: {namespace: ${name}, server: "https://kubernetes.default.svc"}
  source: {repoURL: "https://example.com/r.git", path: ${path}, targetRevision: main}
`;

/** All kinds of environments, which are as they should be. */
const GOOD: Files = {
  ...FLEET,
  "plain/two.yaml": configMap("two"),
  "joined/kustomization.yaml": "resources: [one, two]\nnamePrefix: x-\n",
  "joined/one/kustomization.yaml": "resources: [o.yaml]\n",
  "joined/one/o.yaml": configMap("one"),
  "joined/two/kustomization.yaml": "resources: [o.yaml]\n",
  "joined/two/o.yaml": configMap("two"),
  "argocd/one.yaml": application("one", "apps/one"),
  "argocd/two.yaml": application("two", "apps/two"),
  "apps/one/o.yaml": configMap("one"),
  "apps/two/o.yaml": configMap("two"),
};
const HEALTHY = {
  "argocd/one": "unchanged",
  "argocd/two": "unchanged",
  "clusters/eu": "unchanged",
  "clusters/us": "unchanged",
  joined: "unchanged",
  plain: "unchanged",
};

/** Without those whose text is undefined. */
const changed = (files: Files, changes: Readonly<Record<string, string | undefined>>): Files =>
  Object.fromEntries(
    Object.entries({ ...files, ...changes }).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
  );

interface Compared {
  readonly code: number;
  readonly states: Readonly<Record<string, string>>;
  readonly withheld: readonly string[];
  readonly changes: readonly string[];
  readonly text: string;
}

async function compare(before: Files, after: Files, ...flags: string[]): Promise<Compared> {
  const at = place();
  places.push(at);
  for (const [side, files] of [
    ["a", before],
    ["b", after],
  ] as const) {
    writeAll(at, Object.fromEntries(Object.entries(files).map(([path, text]) => [`${side}/${path}`, text])));
  }
  const { code, out, err } = await at.cli(
    "diff",
    "a",
    "b",
    "-o",
    "json=report.json",
    "-o",
    "text",
    "--exit-code",
    ...flags,
  );
  expect(err).toBe("");
  const report = JSON.parse(at.read("report.json"));
  return {
    code,
    text: out,
    states: Object.fromEntries(
      report.environments.map((one: { name: string; state: string }) => [one.name, one.state]),
    ),
    withheld: report.withheld.flatMap((one: { side: string; problems: { rule: string; at: { file: string } }[] }) =>
      one.problems.map(({ rule, at: { file } }) => `${one.side}: ${rule} ${file}`),
    ),
    changes: report.changes.map(
      (one: { kind: string; before?: { name: string } }) => `${one.kind} ${one.before?.name}`,
    ),
  };
}

interface Case {
  readonly changes: Readonly<Record<string, string | undefined>>;
  readonly withheld: readonly string[];
  readonly told: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  "a kustomization of one environment": {
    changes: { "clusters/eu/kustomization.yaml": "resources: [nowhere.yaml]\n" },
    withheld: ["clusters/eu"],
    told: ["kustomization-missing clusters/eu/kustomization.yaml"],
  },
  "a base of several": {
    changes: { "base/kustomization.yaml": "resources: [settings.yaml]\npatches: [{patch: 'a: b'}]\n" },
    withheld: ["clusters/eu", "clusters/us"],
    told: ["kustomization-patch base/kustomization.yaml"],
  },
  "a base that is not there any more": {
    changes: { "base/kustomization.yaml": undefined, "base/settings.yaml": undefined },
    withheld: ["clusters/eu", "clusters/us"],
    told: [
      "kustomization-missing clusters/eu/kustomization.yaml",
      "kustomization-missing clusters/us/kustomization.yaml",
    ],
  },
  "a base on another machine": {
    changes: { "base/kustomization.yaml": 'resources: ["https://example.com/r//base?ref=v1"]\n' },
    withheld: ["clusters/eu", "clusters/us"],
    told: ["kustomization-remote base/kustomization.yaml"],
  },
  "a file that a kustomization names": {
    changes: { "joined/two/o.yaml": undefined },
    withheld: ["joined"],
    told: ["kustomization-missing joined/two/kustomization.yaml"],
  },
  "a kustomization that joins others and can't be read": {
    changes: { "joined/kustomization.yaml": "resources: [one, two\n" },
    withheld: ["joined", "joined/one", "joined/two"],
    told: ["kustomization-yaml joined/kustomization.yaml"],
  },
  "a plain manifest with an open bracket": {
    changes: { "plain/two.yaml": configMap("two").replace("name: two", "name: {two") },
    withheld: ["plain"],
    told: ["yaml-syntax plain/two.yaml"],
  },
  "a plain file of which nothing looks like a manifest any more": {
    changes: { "plain/two.yaml": "a: [\n" },
    withheld: ["plain"],
    told: ["yaml-syntax plain/two.yaml"],
  },
  "a plain manifest with the marks of a merge": {
    changes: { "plain/two.yaml": `<<<<<<< HEAD\n${configMap("two")}=======\n>>>>>>> other\n` },
    withheld: ["plain"],
    told: ["yaml-syntax plain/two.yaml"],
  },
  "a plain manifest without a name": {
    changes: { "plain/two.yaml": configMap("two").replace("name: two", "labels: {}") },
    withheld: ["plain"],
    told: ["not-an-object plain/two.yaml"],
  },
  "a plain manifest without an apiVersion": {
    changes: { "plain/two.yaml": configMap("two").replace("apiVersion: v1\n", "") },
    withheld: ["plain"],
    told: ["not-an-object plain/two.yaml"],
  },
  "the only file of an environment": {
    changes: { "apps/two/o.yaml": "a: [\n" },
    withheld: ["argocd/two"],
    told: ["yaml-syntax apps/two/o.yaml"],
  },
  "the folder of an Application": {
    changes: { "apps/two/o.yaml": undefined },
    withheld: ["argocd/two"],
    told: ["not-looked-at argocd/two.yaml"],
  },
  "the path in an Application": {
    changes: { "argocd/two.yaml": application("two", "apps/2") },
    withheld: ["apps", "argocd/two"],
    told: ["not-looked-at argocd/two.yaml"],
  },
  "the chart of an Application": {
    changes: {
      "argocd/two.yaml": application("two", "apps/two").replace("path: apps/two", "chart: two"),
      "apps/two/o.yaml": undefined,
    },
    withheld: ["argocd/two"],
    told: ["not-looked-at argocd/two.yaml"],
  },
  "the kustomization of an Application": {
    changes: { "apps/two/kustomization.yaml": "resources: [nowhere.yaml]\n" },
    withheld: ["argocd/two"],
    told: ["kustomization-missing apps/two/kustomization.yaml"],
  },
};

describe.each(Object.entries(CASES))("%s", (_, { changes, withheld, told }) => {
  const bad = changed(GOOD, changes);
  const states = { ...HEALTHY, ...Object.fromEntries(withheld.map((name) => [name, "withheld"])) };
  const on = (side: string, folder: string): string[] =>
    told.map((one) => `${side}: ${one.replace(" ", ` ${folder}/`)}`);

  it("is withheld where it is broken now, and where it was", async () => {
    const isBroken = await compare(GOOD, bad);
    expect(isBroken).toMatchObject({ code: 3, states, withheld: on("head", "b"), changes: [] });
    const wasBroken = await compare(bad, GOOD);
    expect(wasBroken).toMatchObject({ code: 3, states, withheld: on("base", "a"), changes: [] });
  });

  it("keeps no other environment from being compared", async () => {
    const others = {
      "base/settings.yaml": configMap("settings", "a: c"),
      "joined/one/o.yaml": configMap("one", "a: c"),
      "plain/one.yaml": configMap("plain", "a: c"),
      "argocd/one.yaml": application("one", "apps/one").replace("main", "v1"),
      "argocd/two.yaml": application("two", "apps/two").replace("main", "v1"),
    };
    const { code, states: seen } = await compare(GOOD, changed(GOOD, { ...others, ...changes }));
    const isChanged = ([name, state]: [string, string]): [string, string] => [
      name,
      state === "unchanged" ? "changed" : state,
    ];
    expect([code, seen]).toEqual([3, Object.fromEntries(Object.entries(states).map(isChanged))]);
    const healthy = Object.keys(HEALTHY).filter((name) => !withheld.includes(name));
    const selected = await compare(
      GOOD,
      changed(GOOD, { ...others, ...changes }),
      ...healthy.flatMap((one) => ["--env", one]),
    );
    expect(selected).toMatchObject({
      code: 1,
      states: Object.fromEntries(healthy.map((name) => [name, "changed"])),
      withheld: [],
    });
  });
});

describe("what is broken on one side", () => {
  it("hides nothing of others whose folder came or went", async () => {
    const moved = changed(GOOD, {
      "clusters/eu/kustomization.yaml": "resources: [nowhere.yaml]\n",
      "clusters/us/kustomization.yaml": undefined,
      "clusters/as/kustomization.yaml": GOOD["clusters/us/kustomization.yaml"],
    });
    const { code, text, changes, states } = await compare(GOOD, moved);
    expect([code, changes]).toEqual([3, []]);
    const came = { "clusters/as": "added", "clusters/eu": "withheld", "clusters/us": "removed" };
    expect(states).toEqual({ ...HEALTHY, ...came });
    expect(
      text.slice(0, text.indexOf("danger:")),
    ).toBe(`incomplete: 1 environment added, 1 removed, of 7 · 1 danger · 1 environment withheld
  base  a
  head  b

Not rendered: the head side (b), clusters/eu; nothing is said of its objects
error: clusters/eu/kustomization.yaml: resources[0]: there is no file or directory clusters/eu/nowhere.yaml [kustomization-missing]
  at   b/clusters/eu/kustomization.yaml:1:13 resources[0]
  fix  Correct the path, or add the file.

`);
  });

  it("hides nothing where it is the same on both, and what it is part of where its file changed", async () => {
    const broken = {
      "clusters/eu/kustomization.yaml": "resources:\n- ../../base\n- nowhere.yaml\n",
      "plain/two.yaml": configMap("two").replace("name: two", "name: {two"),
    };
    const before = changed(GOOD, broken);
    const after = changed(before, {
      "clusters/eu/kustomization.yaml": "# One more line.\nresources:\n- ../../base\n- nowhere.yaml\n",
      "clusters/us/kustomization.yaml": undefined,
    });
    const { code, states } = await compare(before, after);
    expect([code, states]).toEqual([3, { ...HEALTHY, "clusters/eu": "withheld", "clusters/us": "removed" }]);
  });

  it("may lie outside of the folders, of which both must hold what they use", async () => {
    const at = place();
    places.push(at);
    for (const side of ["a", "b"]) {
      at.write(`${side}/out/dev/kustomization.yaml`, "resources: [o.yaml]\ncomponents: [../../own]\n");
      at.write(`${side}/out/dev/o.yaml`, configMap("one", `a: ${side}`));
      at.write(`${side}/out/eu/kustomization.yaml`, `# ${side}\nresources: [../../own/o.yaml]\n`);
      at.write(
        `${side}/own/kustomization.yaml`,
        "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnamePrefix: x-\n",
      );
      at.write(`${side}/own/o.yaml`, configMap("own"));
    }
    const { code, out } = await at.cli("diff", "a/out", "b/out");
    const outside = "lies outside of the folder or repository that is read [kustomization-missing]";
    expect([code, out.match(/^error: .*|^ {2}fix .*/gm)]).toEqual([
      3,
      [
        `error: dev/kustomization.yaml: components[0]: ../../own ${outside}`,
        "  fix  Correct the path, or name a folder that holds both.",
        `error: eu/kustomization.yaml: resources[0]: ../../own/o.yaml ${outside}`,
        "  fix  Correct the path, or name a folder that holds both.",
      ],
    ]);
    expect((await at.cli("diff", "a", "b", "--env", "out/dev")).code).toBe(0);
  });

  it("is compared by hand where no side is looked at", async () => {
    const chart = (version: string) => ({
      "argocd/two.yaml": application("two", "apps/two").replace(
        "path: apps/two, targetRevision: main",
        `chart: two, targetRevision: ${version}`,
      ),
      "argocd/three.yaml": application("three", "nowhere").replace(
        "name: three",
        `name: three, labels: {a: "${version}"}`,
      ),
    });
    const { code, text } = await compare(changed(GOOD, chart("1.0.0")), changed(GOOD, chart("1.0.1")));
    expect([code, [...new Set(text.match(/^ {2}fix .*/gm))]]).toEqual([
      1,
      [
        "  fix  Render both sides into two folders; then compare those: `certctl-gitops diff before after`.",
        "  fix  Render both sides into two folders: `helm template <release> <chart> --values <file> > before/x.yaml`, and the same into `after`; then compare those: `certctl-gitops diff before after`.",
      ],
    ]);
  });

  it("is told once where it stands on both in the same way", async () => {
    const file = (comment: string) => ({ "clusters/eu/kustomization.yaml": `${comment}resources: [nowhere.yaml]\n` });
    const outputs = ["-o", "markdown=report.md", "-o", "github=log"];
    const both = await compare(changed(GOOD, file("")), changed(GOOD, file("# Another line.\n")), ...outputs);
    const message =
      "clusters/eu/kustomization.yaml: resources[0]: there is no file or directory clusters/eu/nowhere.yaml";
    expect(both.text).toContain(`
Not rendered: both sides (a and b), clusters/eu; nothing is said of its objects
error: ${message} [kustomization-missing]
  at   b/clusters/eu/kustomization.yaml:2:13 resources[0]
`);
    const at = places.at(-1);
    for (const text of [both.text, at?.read("report.md"), at?.read("log")]) {
      expect(text?.split("there is no file or directory")).toHaveLength(2);
    }
    expect(at?.read("report.md")).toContain("> - On both sides (a and b), clusters/eu: ");
    expect(at?.read("log")).toContain("Not rendered: both sides (a and b), clusters/eu");
    expect(both.withheld).toHaveLength(2);
    const other = await compare(
      changed(GOOD, file("")),
      changed(GOOD, { ...file("# A\n"), "base/kustomization.yaml": "a: [\n" }),
    );
    expect(other.text).toContain("\nNot rendered: both sides (a and b)");
    expect(other.text).toContain("\nNot rendered: the head side (b)");
  });

  it("is no failure where a file became something else, or is empty", async () => {
    const { code, changes } = await compare(GOOD, changed(GOOD, { "plain/two.yaml": "# Nothing here.\n" }));
    expect([code, changes]).toEqual([1, ["removed two"]]);
  });

  it("is said first in every report, which is written all the same", async () => {
    const bad = changed(GOOD, { "joined/kustomization.yaml": "resources: [\n" });
    await compare(
      GOOD,
      bad,
      "-o",
      "markdown=report.md",
      "-o",
      "summary=summary.md",
      "-o",
      "html=page.html",
      "-o",
      "github=log",
    );
    const at = places.at(-1);
    const problem =
      "joined/kustomization.yaml is not valid YAML: brackets are not closed, or the lines in them are not indented";
    for (const name of ["report.md", "summary.md"]) {
      expect(at?.read(name)).toContain(`### Incomplete: 0 environments changed of 8

no risks found in the rest · 3 environments withheld

From \`a\` to \`b\`

> [!CAUTION]
> **Not rendered**, and nothing is said of the objects in it:
>
> - On the head side (b), joined: ${problem}. Correct the YAML. (\`b/joined/kustomization.yaml:2:1\`)
`);
    }
    expect(at?.read("log").split("\n")[0]).toBe(
      `::error file=b/joined/kustomization.yaml,line=2,col=1,title=kustomization-yaml::${problem}%0AFix: Correct the YAML.%0ANot rendered: the head side (b), joined`,
    );
    expect(at?.read("page.html")).toContain(problem);
  });
});
