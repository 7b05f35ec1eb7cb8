/** The command `validate`: what it looks at, what it prints and where, and how it ends. */
import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { place as newPlace, type Place } from "../support/cli.ts";

const places: Place[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});

function place(): Place {
  const one = newPlace();
  places.push(one);
  return one;
}

const GIT = ["--git-url", "https://example.com/x.git"];

/** A Deployment with a mistake of each kind: an error, a warning (an API on its way out) and nothing else. */
const MANIFESTS = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
spec:
  replica: 2
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec: {containers: [{name: a, image: a}]}
---
apiVersion: v1
kind: Endpoints
metadata: {name: a}
`;

async function bundle(...argv: string[]): Promise<Place> {
  const at = place();
  const { code, err } = await at.cli("gen", ...(argv.length === 0 ? ["ha"] : argv), ...GIT);
  expect(code, err).toBe(0);
  return at;
}

describe("what it looks at", () => {
  it("a bundle, by both engines: nothing to say", async () => {
    const at = await bundle();
    expect(await at.cli("validate")).toEqual({ code: 0, err: "", out: "2 environments, 47 objects: no findings\n" });
    expect((await at.cli("validate", "out/argocd/ha")).out).toMatch(/^1 environment/);
  });
  it("a fleet file, without writing anything", async () => {
    const at = place();
    at.write(
      "certctl-gitops.yaml",
      "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://example.com/x.git, path: out}\nclusters: [{name: a, profile: dev}]\n",
    );
    expect(await at.cli("validate", "certctl-gitops.yaml")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/no findings/),
    });
    expect(Object.keys(at.files())).toEqual(["certctl-gitops.yaml"]);
  });
  it("standard input, with the line and the document", async () => {
    const { code, out } = await place().cliWith({ stdin: MANIFESTS }, "validate", "-", "-o", "json");
    const { findings } = JSON.parse(out);
    expect(code).toBe(1);
    expect(findings).toMatchObject([
      { rule: "unknown-field", severity: "error", at: { file: "standard input", line: 6, document: 1 } },
      { rule: "api-version", severity: "warning", at: { line: 12, document: 2, pointer: "/apiVersion" } },
    ]);
    expect(findings[0].fix).toContain("replicas");
  });
  it("a field that nobody knows stands at its name, though its value begins below", async () => {
    const stdin = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatta:\n  # x\n\n  a: b\n";
    const { out } = await place().cliWith({ stdin }, "validate", "-");
    expect(out).toMatch(/at {3}standard input:4:1\n/);
  });
  it("files, and says what is not there", async () => {
    const at = place();
    at.write("a.yaml", MANIFESTS);
    expect((await at.cli("validate", "a.yaml")).code).toBe(1);
    const missing = await at.cli("validate", "b.yaml", "c");
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("there is no file or folder b.yaml");
    expect(missing.err).toContain("there is no file or folder c");
    expect(missing.err).toMatch(/2 problems: nothing was checked\.\n$/);
    expect(missing.out).toBe("");
    expect(await at.cli("validate", "")).toMatchObject({ code: 2, err: /a path is empty/ });
    writeFileSync(`${at.path}/binary.yaml`, Buffer.from([0xff, 0xfe, 0x80]));
    expect((await at.cli("validate", "binary.yaml")).err).toMatch(/^error: binary\.yaml is not UTF-8 text/);
    const half = await at.cli("validate", "b.yaml", "a.yaml");
    expect(half).toMatchObject({ code: 2, err: "", out: /no file or folder b\.yaml[\s\S]*\[unknown-field\]/ });
  });
  it.each([
    ["an empty folder", {}, "the current folder"],
    ["a chart that only Helm renders", { "Chart.yaml": "name: a\n", "templates/a.yaml": "{{ a }}\n" }, "not-looked-at"],
    ["values of a chart", { "values.yaml": "a: 1\n" }, "the current folder"],
    ["an empty file", { "a.yaml": "" }, "the current folder"],
  ])("%s is no good input: 2, and not a clean report", async (_name, files, words) => {
    const at = place();
    for (const [path, text] of Object.entries(files)) at.write(path, text);
    const { code, out, err } = await at.cli("validate");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
    expect(err).toMatch(/no Kubernetes object to check/);
  });
  it("an input folder with a fleet file alone: says what to run", async () => {
    const at = place();
    at.write("certctl-gitops.yaml", "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\n");
    expect((await at.cli("validate")).err).toMatch(/certctl-gitops gen.*certctl-gitops validate certctl-gitops\.yaml/);
  });
  it("a fleet file that is wrong stops nothing else, and is known without its apiVersion", async () => {
    const at = place();
    at.write("a.yaml", MANIFESTS);
    at.write("fleet.yaml", "kind: Fleet\nclusters: []\n");
    const { code, out } = await at.cli("validate", "fleet.yaml", "a.yaml");
    expect(code).toBe(2);
    expect(out).toMatch(/the file has no apiVersion \[fleet-schema\]/);
    expect(out).toContain("[unknown-field]");
  });
  it("the output folder of a fleet file by CERTCTL_GITOPS_OUT, as gen", async () => {
    const at = place();
    at.repository();
    at.write(
      "certctl-gitops.yaml",
      "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://example.com/x.git, path: deploy}\nclusters: [{name: a, profile: dev}]\n",
    );
    const env = { CERTCTL_GITOPS_OUT: "deploy" };
    expect((await at.cliWith({ env }, "validate", "certctl-gitops.yaml")).out).toMatch(/no findings\n$/);
    expect((await at.cli("validate", "certctl-gitops.yaml")).out).toContain("[git-path]");
  });
  it("nothing on standard input: 2, and where to look", async () => {
    const { code, err } = await place().cli("validate", "-");
    expect(code).toBe(2);
    expect(err).toMatch(/standard input holds no Kubernetes object[\s\S]*before the pipe/);
  });
  it("tells the warnings of a fleet file once for many clusters, and of no environment", async () => {
    const at = place();
    const clusters = [1, 2, 3, 4].map((n) => `  - {name: c${n}, profile: ha}\n`).join("");
    at.write(
      "certctl-gitops.yaml",
      `apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://example.com/x.git, path: out}\nclusters:\n${clusters}`,
    );
    const { out } = await at.cli("validate", "certctl-gitops.yaml");
    expect(out).toMatch(/^warning: 4 clusters \(c1, .*\[ha-embedded-database\]\n {2}at .*\n {2}fix .*\n\n8 env/);
  });
});

describe("findings in a file that gen wrote", () => {
  it("name the line that sets the field, once for both engines, and the setting", async () => {
    const at = await bundle();
    const file = "out/overlays/ha/server/rate-limit-backend.yaml";
    at.write(file, at.read(file).replace("postgres", "memory"));
    const { out } = await at.cli("validate", "out/argocd/ha", "-o", "json");
    const [finding] = JSON.parse(out).findings;
    expect(finding).toMatchObject({ rule: "ha-rate-limit-backend", at: { setting: "rateLimit.backend" } });
    expect(finding.at.file).toMatch(/^out\//);
    expect(at.read(finding.at.file).split("\n")[finding.at.line - 1]).toContain("rate-limit-backend");
  });
  it("say that Flux's charts are not what the tree builds", async () => {
    const at = await bundle("ha", "--engine", "flux");
    at.write(
      "out/overlays/ha/server/disruption-budget.yaml",
      at.read("out/overlays/ha/server/disruption-budget.yaml").replace("maxUnavailable: 1", "maxUnavailable: 2"),
    );
    const { code, out } = await at.cli("validate", "out");
    expect(code).toBe(1);
    expect(out).toMatch(
      /PodDisruptionBudget\.policy certctl\/certctl-server differs at spec\.maxUnavailable \[charts-differ\]\n {2}at .*\n {2}fix/,
    );
    expect(out).toContain("certctl-gitops gen");
  });
  it("say it once for all clusters that one change has made differ", async () => {
    const at = place();
    const clusters = [1, 2, 3].map((n) => `  - {name: c${n}, profile: ha, engine: flux}\n`).join("");
    at.write(
      "certctl-gitops.yaml",
      `apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://example.com/x.git, path: out}\nclusters:\n${clusters}`,
    );
    await at.cli("gen");
    const file = "out/overlays/ha/server/disruption-budget.yaml";
    at.write(file, at.read(file).replace("maxUnavailable: 1", "maxUnavailable: 2"));
    expect((await at.cli("validate", "out")).out).toMatch(
      /differs at spec\.maxUnavailable \(and 2 more like it\) \[charts-differ\][\s\S]*: 1 error\n$/,
    );
  });
});

describe("in a folder of a repository", () => {
  async function fleet(): Promise<Place> {
    const at = place();
    at.repository();
    at.write(
      "deploy/certctl-gitops.yaml",
      "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://example.com/x.git, path: deploy/out}\n" +
        "clusters: [{name: a, profile: dev, engine: argocd, own: {config: deploy/own}}]\n",
    );
    at.write(
      "deploy/own/kustomization.yaml",
      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]\n",
    );
    at.write("deploy/own/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatta: {}\n");
    const { code, err } = await at.cliWith({ at: "deploy" }, "gen");
    expect(code, err).toBe(0);
    return at;
  }
  it.each(["out", "certctl-gitops.yaml"])("people see paths from where they are, of %s", async (input) => {
    const { out } = await (await fleet()).cliWith({ at: "deploy" }, "validate", input);
    expect(out).toMatch(/\[unknown-field\]\n {2}at {3}own\/a\.yaml:4:/);
  });
  it("services see them from the top of the repository", async () => {
    const at = await fleet();
    for (const [format, words] of [
      ["sarif", '"uri": "deploy/own/a.yaml"'],
      ["github", "file=deploy/own/a.yaml,line=4"],
      ["junit", 'file="deploy/own/a.yaml"'],
    ] as const) {
      expect((await at.cliWith({ at: "deploy" }, "validate", "out", "-o", format)).out).toContain(words);
    }
    const stream = await at.cliWith({ at: "deploy", stdin: MANIFESTS }, "validate", "-", "-o", "github");
    expect(stream.out).toContain("file=standard input,");
  });
});

describe("how it ends", () => {
  it.each([
    ["error", 1, MANIFESTS],
    ["never", 0, MANIFESTS],
    ["error", 0, MANIFESTS.slice(MANIFESTS.indexOf("---\n") + 4)],
    ["warning", 1, MANIFESTS.slice(MANIFESTS.indexOf("---\n") + 4)],
  ])("--fail-on %s: %i", async (failOn, code, stdin) => {
    expect((await place().cliWith({ stdin }, "validate", "-", "--fail-on", failOn)).code).toBe(code);
  });
  it("2 where a part of the input can't be read, whatever fails it, and the rest is looked at", async () => {
    const at = place();
    at.write("a.yaml", `${MANIFESTS}---\na: [\n`);
    const { code, out } = await at.cli("validate", ".", "--fail-on", "never");
    expect(code).toBe(2);
    expect(out).toMatch(/\[unknown-field\][\s\S]*\[yaml-syntax\]/);
    expect(out).toContain("a.yaml:17:");
  });
  it("2 with all wrong flags at once, and nothing is looked at", async () => {
    const flags = ["-o", "jsn", "--nodes", "0", "--kubernetes-version", "latest", "--crds", "nope"];
    const { code, out, err } = await place().cli("validate", ...flags);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    for (const words of ["Did you mean json?", "--nodes", "--kubernetes-version"]) expect(err).toContain(words);
  });
  it("2 where no document is an object: nothing was checked", async () => {
    const { code, out, err } = await place().cliWith({ stdin: "a: b\n" }, "validate", "-");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/has no apiVersion[\s\S]*nothing was checked/);
  });
  it("counts what a person has switched off, with the reason", async () => {
    const stdin = MANIFESTS.replace(
      "  name: a\n",
      "  name: a\n  annotations: {ignore.certctl-gitops/unknown-field: we know}\n",
    );
    const { code, out } = await place().cliWith({ stdin }, "validate", "-", "-o", "json");
    expect(code).toBe(0);
    expect(JSON.parse(out).suppressed).toMatchObject([{ rule: "unknown-field", reason: "we know" }]);
  });
});

describe("outputs", () => {
  it("go to files and to standard output in one run", async () => {
    const at = place();
    const flags = ["-o", "text", "-o", "json=a.json", "-o", "sarif=b.sarif", "-o", "junit=c.xml", "-o", "github=d.txt"];
    const { out } = await at.cliWith({ stdin: MANIFESTS }, "validate", "-", ...flags);
    expect(out).toMatch(/1 error, 1 warning/);
    expect(JSON.parse(at.read("a.json")).summary.errors).toBe(1);
    expect(JSON.parse(at.read("b.sarif")).version).toBe("2.1.0");
    expect(at.read("c.xml")).toMatch(/^<\?xml/);
    expect(at.read("d.txt")).toContain("::error ");
  });
  it("leave a line on standard error where all went to files and the run fails", async () => {
    const at = place();
    const failing = await at.cliWith({ stdin: MANIFESTS }, "validate", "-", "-o", "json=a.json");
    expect(failing).toEqual({ code: 1, out: "", err: "1 environment, 2 objects: 1 error, 1 warning\n" });
    const clean = await at.cliWith({ stdin: MANIFESTS }, "validate", "-", "-o", "json=a.json", "--fail-on", "never");
    expect(clean).toEqual({ code: 0, out: "", err: "" });
  });
  it("have no colours outside of a terminal, and some in one", async () => {
    const plain = await place().cliWith({ stdin: MANIFESTS }, "validate", "-");
    expect(plain.out).not.toContain("\u001b");
    const coloured = await place().cliWith(
      { stdin: MANIFESTS, terminal: true, env: { TERM: "xterm" } },
      "validate",
      "-",
    );
    expect(coloured.out).toContain("\u001b[");
  });
  it("are the same for the same input", async () => {
    const at = await bundle("dev");
    const twice = [await at.cli("validate", "-o", "json"), await at.cli("validate", "-o", "json")];
    expect(twice[0]).toEqual(twice[1]);
  });
});

describe("kinds that nobody knows", () => {
  const foo = "apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: a}\nspec: {size: big}\n";
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Foo, plural: foos}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`;
  it("are counted, and an error with --strict", async () => {
    const lenient = await place().cliWith({ stdin: foo }, "validate", "-");
    expect(lenient).toMatchObject({
      code: 0,
      out: /1 object of 1 kind not checked \(no schema\): example\.com\/v1 Foo \(1\)/,
    });
    expect(await place().cliWith({ stdin: foo }, "validate", "-", "--strict")).toMatchObject({
      code: 1,
      out: /unchecked-kind/,
    });
  });
  it("are known by --crds", async () => {
    const at = place();
    at.write("crds/foo.yaml", definition);
    expect(await at.cliWith({ stdin: foo }, "validate", "-", "--crds", "crds")).toMatchObject({
      code: 1,
      out: /wrong-type/,
    });
    at.write("empty/a.yaml", foo);
    expect(await at.cli("validate", ".", "--crds", "empty")).toMatchObject({
      code: 2,
      err: /no CustomResourceDefinition/,
    });
  });
});

it("shows a secret value in no format", async () => {
  const at = await bundle("dev");
  const stdin = `apiVersion: v1
kind: Secret
metadata: {name: s, namespace: certctl, labels: {a: hunter2 hunter2}}
data: {a: aHVudGVyMg==, b: hunter2!}
stringData: {key: hunter2, url: "postgres://u:hunter2#@db/x"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: server, namespace: certctl}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers:
        - name: server
          image: ghcr.io/certctl-io/certctl-server:v2.1.7
          env:
            - {name: CERTCTL_AUTH_SECRET, value: hunter2}
            - {name: CERTCTL_API_KEYS_NAMED, valueFrom: {secretKeyRef: {name: s, key: key}}}
            - {name: CERTCTL_DATABASE_URL, valueFrom: {secretKeyRef: {name: s, key: url}}}
            - {name: CERTCTL_LOG_LEVEL, value: hunter2}
            - {name: CERTCTL_CONFIG_ENCRYPTION_KEY, value: hunter2, valu: hunter2}
`;
  for (const format of ["text", "json", "sarif", "junit", "github"]) {
    const { out, err } = await at.cliWith({ stdin }, "validate", "-", "-o", format);
    expect(out.length).toBeGreaterThan(1000);
    expect(out + err).not.toMatch(/hunter2|aHVudGVyMg/);
  }
});

describe("switching a rule off", () => {
  it("is what accept in a fleet file does, for its own rules too", async () => {
    const at = place();
    at.write(
      "certctl-gitops.yaml",
      "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://example.com/x.git, path: out}\n" +
        "clusters: [{name: a, profile: ha, accept: [{rule: ha-embedded-database, reason: one node is enough here}]}]\n",
    );
    const { code, out } = await at.cli("validate", "certctl-gitops.yaml", "--fail-on", "info");
    expect({ code, out }).toMatchObject({ code: 0, out: /no findings; 1 suppressed\n$/ });
  });
  const annotated = (annotation: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {ignore.certctl-gitops/${annotation}}}\n`;
  it("warns of a rule that is not there, and of one that no annotation switches off", async () => {
    for (const [name, fix] of [
      ["required-secret", "ignore.certctl-gitops/required-secrets"],
      ["not-an-object", "explain"],
    ]) {
      const { code, out } = await place().cliWith({ stdin: annotated(`${name}: why`) }, "validate", "-");
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`warning: there is no rule ${name} .*\\[suppression\\]\n[\\s\\S]*fix .*${fix}`));
    }
  });
  it("takes names of the fleet file's rules that can be accepted, which gen writes", async () => {
    const { out } = await place().cliWith({ stdin: annotated("ha-embedded-database: why") }, "validate", "-");
    expect(out).toMatch(/no findings\n$/);
  });
});

it("prints the finding that the documentation shows", async () => {
  const at = place();
  at.write(
    "certctl-gitops.yaml",
    "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\ngit: {url: https://example.com/x.git, path: out}\n" +
      "defaults: {engine: argocd}\nclusters: [{name: eu-1, profile: ha}, {name: eu-2, profile: ha}, {name: eu-3, profile: dev}]\n",
  );
  await at.cli("gen");
  const file = "out/overlays/ha/server/service-affinity.yaml";
  at.write(file, at.read(file).replace("sessionAffinity: ClientIP", "sessionAffinity: None"));
  const { out } = await at.cli("validate", "out");
  const shown = readFileSync("docs/validate.md", "utf8").match(/(?<=^## A finding\n\n)(?: {4}.*\n)+/m)?.[0];
  expect(out.split("\n\n")[0]).toBe(shown?.replaceAll(/^ {4}/gm, "").trimEnd());
});
