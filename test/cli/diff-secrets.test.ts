/** What is a secret is in no output of `diff`, before and after; that it changed is told; what only looks like one is shown. */
import { describe, expect, it } from "vitest";
import { DIFF_FORMATS } from "../../src/reports/diff/render.ts";
import { formsOf } from "../redaction/hidden.ts";
import { place as newPlace } from "../support/cli.ts";
import { writeAll } from "../support/diff.ts";

const OLD = "hunter2";
const NEW = "swordfish7";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

type Files = Readonly<Record<string, string>>;
const object = (kind: string, rest: string, apiVersion = "v1", metadata = "name: a"): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${metadata}}\n${rest}\n`;
const workload = (container: string): string =>
  object("Deployment", `spec: {template: {spec: {containers: [{name: a, image: a, ${container}}]}}}`, "apps/v1");
const tree = (kustomization: string, resource = workload("env: [{name: A, value: b}]"), more: Files = {}): Files => ({
  "kustomization.yaml": `resources: [o.yaml]\n${kustomization}\n`,
  "o.yaml": resource,
  ...more,
});
const only = (resource: string): Files => tree("", resource);
const application = (source: string): string =>
  object(
    "Application",
    `spec:\n  project: a\n  destination: {name: in-cluster, namespace: a}\n  source: {repoURL: "https://example.com/r", ${source}}`,
    "argoproj.io/v1alpha1",
  );

/** Trees with the secret in some place. */
const PLACES: Readonly<Record<string, (secret: string) => Files>> = {
  "data of a Secret": (s) => only(object("Secret", `data: {password: ${base64(s)}}`)),
  "data of a Secret within a longer text": (s) =>
    only(object("Secret", `data: {a: ${base64(`x${s}`)}, b: ${base64(`xy${s}z`)}, c: ${base64(`xyz${s}zz`)}}`)),
  "stringData of a Secret": (s) => only(object("Secret", `stringData: {"config.yaml": "a: 1\\nb: ${s}\\n"}`)),
  "a new key of a Secret": (s) => only(object("Secret", `stringData: {a: b${s === OLD ? "" : `, c: ${s}`}}`)),
  "a literal of a secretGenerator": (s) => tree(`secretGenerator: [{name: b, literals: [password=${s}]}]`),
  "an env file of a secretGenerator": (s) =>
    tree("secretGenerator: [{name: b, envs: [b.env]}]", undefined, { "b.env": `A=1\nPASSWORD=${s}\n` }),
  "a file of a secretGenerator": (s) =>
    tree("secretGenerator: [{name: b, files: [b.conf]}]", undefined, { "b.conf": `a ${s}\n` }),
  "a Secret's value that is somewhere else, too": (s) =>
    only(
      `${object("Secret", `stringData: {a: ${s}}`)}---\n${object("ConfigMap", `data: {note: "see ${s} and ${base64(`q${s}`)}"}`)}`,
    ),
  "a literal of a variable": (s) => only(workload(`env: [{name: DB_PASSWORD, value: ${s}}]`)),
  "an image's registry": (s) =>
    only(object("Pod", `spec: {containers: [{name: a, image: "user:${s}@registry.example:5000/a:v1"}]}`)),
  "an image's registry, beside a version": (s) =>
    only(object("Pod", `spec: {containers: [{name: a, image: "user:${OLD}@registry.example/a:v${s.length}"}]}`)),
  "an argument": (s) => only(workload(`args: [--api-key, ${s}, --token=${s}, "-p", "postgres://a:${s}@db/c"]`)),
  "a script": (s) =>
    only(workload(`command: [sh, -c, 'PGPASSWORD=${s} psql && curl -H "Authorization: Bearer ${s}" x']`)),
  "a URL in a ConfigMap": (s) => only(object("ConfigMap", `data: {DATABASE_URL: "postgres://certctl:${s}@db:5432/c"}`)),
  "a text in a ConfigMap": (s) =>
    only(
      object(
        "ConfigMap",
        `data: {"a.yaml": "db:\\n  password: ${s}\\n  host: db\\n", "a.json": '{"token": "${s}"}', "a.env": "API_KEY=${s}\\n"}`,
      ),
    ),
  "a strategic merge patch": (s) =>
    tree(
      `patches: [{patch: '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"b": "${s}"}}'}]`,
      object("Secret", "stringData: {a: b}"),
    ),
  "a strategic merge patch of a variable": (s) =>
    tree("patches: [{path: p.yaml}]", undefined, { "p.yaml": workload(`env: [{name: SMTP_PASSWORD, value: ${s}}]`) }),
  "a JSON patch": (s) =>
    tree(
      `patches: [{target: {kind: Secret}, patch: '[{"op": "add", "path": "/stringData/b", "value": "${s}"}]'}]`,
      object("Secret", "stringData: {a: b}"),
    ),
  "a key that is an address": (s) => only(object("Thing", `spec: {hosts: {"https://a:${s}@h.example": 1}}`, "x.io/v1")),
  "a key in a value that comes or goes": (s) =>
    only(object("Thing", s === OLD ? "spec: {}" : `spec: {hosts: [{"https://a:${s}@h.example": 1}]}`, "x.io/v1")),
  "a key of an object that comes": (s) =>
    only(
      s === OLD
        ? object("ConfigMap", "data: {a: b}")
        : object("Thing", `spec: {"https://a:${s}@h": {password: ${s}}}`, "x.io/v1"),
    ),
  "a key without the space behind it": (s) =>
    only(object("ConfigMap", `data:\n  DB_PASSWORD:${s}: x\n  "token=${s}": y`)),
  "a name that is an address": (s) => ({
    "o.yaml": object("ConfigMap", "data: {a: b}", "v1", `name: "postgres://a:${s}@db"`),
  }),
  "an annotation": (s) => only(object("ConfigMap", "data: {a: b}", "v1", `name: a, annotations: {db-password: ${s}}`)),
  "the last applied configuration": (s) =>
    only(
      object(
        "Secret",
        "data: {}",
        "v1",
        `name: a, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","data":{"a":"${base64(s)}"}}'}`,
      ),
    ),
  "the inline patch of an Application": (s) =>
    only(
      application(
        `path: nowhere, kustomize: {patches: [{target: {kind: Secret}, patch: "- {op: add, path: /stringData/a, value: ${s}}"}]}`,
      ),
    ),
  "the values of an Application": (s) =>
    only(
      application(
        `chart: x, helm: {values: "db:\\n  password: ${s}\\n", parameters: [{name: db.password, value: ${s}}]}`,
      ),
    ),
  "a value of a HelmRelease": (s) =>
    only(
      object(
        "HelmRelease",
        `spec: {interval: 1m, chart: {spec: {chart: x}}, values: {db: {password: ${s}}, url: "https://a:${s}@b"}}`,
        "helm.toolkit.fluxcd.io/v2",
      ),
    ),
  "the login of a GitRepository": (s) =>
    only(
      object(
        "GitRepository",
        `spec: {interval: 1m, url: "https://a:${s}@example.com/r.git"}`,
        "source.toolkit.fluxcd.io/v1",
      ),
    ),
  "a private key": (s) =>
    only(object("ConfigMap", `data: {a.pem: "-----BEGIN PRIVATE KEY-----\\n${s}\\n-----END PRIVATE KEY-----\\n"}`)),
  "a Secret that comes": (s) =>
    s === OLD ? only(object("ConfigMap", "data: {a: b}")) : only(object("Secret", `stringData: {a: ${s}}`)),
  "a Secret that goes": (s) =>
    s === NEW ? only(object("ConfigMap", "data: {a: b}")) : only(object("Secret", `stringData: {a: ${s}}`)),
  "a Secret in a plain file": (s) => ({ "o.yaml": object("Secret", `stringData: {a: ${s}}`) }),
  "a Secret in a list": (s) => ({
    "o.yaml": `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {a: ${s}}}\n`,
  }),
  "a plain Secret with a doubled key": (s) => ({
    "o.yaml": object("Secret", `stringData: {password: ${s}, password: ${s}}`),
  }),
};

/** Trees that can't be rendered, or not as a whole. */
const BROKEN: Readonly<Record<string, (secret: string) => Files>> = {
  "a Secret that is no YAML": (s) => only(object("Secret", `stringData:\n  password: "${s}\n  x: [`)),
  "a Secret with a tab": (s) => only(object("Secret", `stringData:\n\tpassword: ${s}`)),
  "a plain Secret without a name": (s) => ({
    "o.yaml": object("Secret", `stringData: {password: ${s}}`, "v1", "labels: {}"),
  }),
  "a plain file of a secret alone": (s) => ({ "o.yaml": `password: "${s}\n` }),
  "a patch that matches nothing": (s) =>
    tree(
      `patches: [{patch: '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "other"}, "stringData": {"b": "${s}"}}'}]`,
    ),
  "a patch that is none": (s) => tree(`patches: [{patch: "password: ${s}"}]`),
  "a JSON patch that leads nowhere": (s) =>
    tree(`patches: [{target: {kind: Deployment}, patch: '[{"op": "test", "path": "/a/b", "value": "${s}"}]'}]`),
  "a literal that is none": (s) => tree(`secretGenerator: [{name: b, literals: ["password:${s}"]}]`),
  "a base with a login": (s) => ({ "kustomization.yaml": `resources: ["https://a:${s}@example.com/r//b?ref=c"]\n` }),
};

interface Shown {
  readonly text: string;
  readonly code: number;
}

async function everything(before: Files, after: Files): Promise<Shown> {
  const at = newPlace();
  try {
    const sides = [
      ["a", before],
      ["b", after],
    ] as const;
    for (const [side, files] of sides)
      writeAll(at, Object.fromEntries(Object.entries(files).map(([path, text]) => [`${side}/${path}`, text])));
    const formats = DIFF_FORMATS.flatMap((format) => ["-o", `${format}=report.${format}`]);
    const { code, out, err } = await at.cli("diff", "a", "b", "--full", "--exit-code", ...formats);
    expect(err).toBe("");
    const files = Object.entries(at.files()).filter(([path]) => path.startsWith("report."));
    // The page keeps its data as JSON, of which this is what a person sees.
    return { code, text: [out, err, ...files.map(([, text]) => text)].join("\n") };
  } finally {
    at.remove();
  }
}

const FORMS = [OLD, NEW].flatMap(formsOf);
const hidden = ({ text }: Shown): void => {
  expect(
    FORMS.filter((form) => text.includes(form)),
    text.slice(0, 3000),
  ).toEqual([]);
};

describe("a secret is shown nowhere, and that it changed is", () => {
  it.each(Object.entries(PLACES))("in %s", async (_, files) => {
    const shown = await everything(files(OLD), files(NEW));
    hidden(shown);
    expect(shown.code).toBe(1);
  });
});

describe("a secret in what can't be read is shown nowhere", () => {
  it.each(Object.entries(BROKEN))("as %s", async (_, files) => {
    const good = object("Secret", `stringData: {password: ${OLD}}`);
    const like = (broken: Files): Files => ("kustomization.yaml" in broken ? only(good) : { "o.yaml": good });
    for (const shown of [
      await everything(like(files(NEW)), files(NEW)),
      await everything(files(OLD), like(files(OLD))),
    ]) {
      hidden(shown);
      expect(shown.code).toBe(3);
    }
  });
});

const TWINS: Readonly<Record<string, (value: string) => Files>> = {
  secretName: (v) =>
    only(
      object("Pod", `spec: {containers: [{name: a, image: a}], volumes: [{name: tls, secret: {secretName: ${v}}}]}`),
    ),
  secretKeyRef: (v) =>
    only(workload(`env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: ${v}, key: password}}}]`)),
  passwordSecretRef: (v) => only(object("Thing", `spec: {passwordSecretRef: {name: ${v}, key: password}}`, "x.io/v1")),
  tokenTTL: (v) => only(object("Thing", `spec: {tokenTTL: ${v}}`, "x.io/v1")),
  "the path of an ExternalSecret": (v) =>
    only(
      object(
        "ExternalSecret",
        `spec: {data: [{secretKey: password, remoteRef: {key: ${v}, property: password}}]}`,
        "external-secrets.io/v1",
      ),
    ),
  "a URL without a login": (v) => only(object("ConfigMap", `data: {DATABASE_URL: "postgres://${v}/certctl"}`)),
  "a literal of a configMapGenerator": (v) => tree(`configMapGenerator: [{name: b, literals: [LEVEL=${v}]}]`),
};

describe("what only looks like a secret is shown", () => {
  it.each(Object.entries(TWINS))("as %s", async (_, files) => {
    const { text, code } = await everything(files("quokka-1"), files("wombat-2"));
    expect([code, text.includes("quokka-1"), text.includes("wombat-2")]).toEqual([1, true, true]);
  });
});
