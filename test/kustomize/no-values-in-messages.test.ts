/** Whatever is wrong with a tree, no message shows a value of it: build logs are read by more people than secrets. */
import { describe, expect, it } from "vitest";
import { build, treeSource, writeBuild } from "../../src/kustomize/build.ts";
import { InputError } from "../../src/model/errors.ts";

const VALUES = /SEKRET|12345/;
const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: s}
data: {pw: SEKRET-123, n: 1, when: 2001-01-01}
`;
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 1, paused: true, strategy: {type: Recreate}}
`;

type Files = Readonly<Record<string, string>>;

/** A kustomization of both objects with one thing more. */
const withBoth = (more: string): Files => ({
  "kustomization.yaml": `resources: [s.yaml, web.yaml]\n${more}`,
  "s.yaml": SECRET,
  "web.yaml": WEB,
});
const withObject = (text: string, more = ""): Files => ({
  "kustomization.yaml": `resources: [o.yaml]\n${more}`,
  "o.yaml": `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${text}`,
});
const quoted = (text: string): string => JSON.stringify(text);
const withPatch = (text: string): Files => withBoth(`patches:\n- target: {kind: Secret}\n  patch: ${quoted(text)}\n`);
const withCopy = (options: string, target: string): Files =>
  withBoth(`replacements:
- source: {kind: Secret, fieldPath: data.pw${options === "" ? "" : `, options: {${options}}`}}
  targets: [{select: {kind: Deployment}, fieldPaths: [${target}]}]
`);
const withEnv = (text: string): Files => ({
  "kustomization.yaml": "secretGenerator: [{name: s, envs: [e.env]}]\n",
  "e.env": text,
});

function refusal(files: Files): string | undefined {
  try {
    const tree = new Map(Object.entries(files).map(([path, text]) => [path, { text }]));
    writeBuild(build(treeSource(tree), ""));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [
      error.message,
      ...error.findings.flatMap(({ message, fix, at }) => [message, fix, quoted(at.path ?? "")]),
    ].join("\n");
  }
  return undefined;
}

const CASES: Readonly<Record<string, Files>> = {
  "a piece of a source": withCopy('delimiter: "-", index: 9', "spec.replicas"),
  "a source that gets into a number": withCopy("", "spec.replicas"),
  "a source that gets into a boolean": withCopy("", "spec.paused"),
  "a value with the tag of a number": withObject("data: {pw: !!int SEKRET}\n"),
  "a value with the tag of a boolean": withObject("data: {pw: !!bool SEKRET}\n"),
  "a value with the tag of a date": withObject("data: {pw: !!timestamp SEKRET}\n"),
  "a value with the tag of bytes": withObject("data: {pw: !!binary SEKRET}\n"),
  "a setting with the tag of a number": { "kustomization.yaml": "namePrefix: !!int SEKRET\n" },
  "a number that is hashed": {
    ...withObject("data: {pw: !!int SEKRET}\n"),
    "o.yaml":
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: {internal.config.kubernetes.io/needsHashSuffix: enabled}}\ndata: {pw: !!int SEKRET}\n",
  },
  "a number around a JSON patch": {
    ...withPatch('[{"op": "remove", "path": "/data/n"}]'),
    "s.yaml": `${SECRET}stringData: {pw: !!int SEKRET}\n`,
  },
  "a control character": withObject('data: {pw: "SEKRET\\x80"}\n'),
  "a document mark behind U+0085": withObject('data: {pw: "SEKRET\\N--- SEKRET"}\n'),
  "a value like an alias": withObject("data: {pw: *SEKRET}\n"),
  "a value like an anchor": withObject("data: {pw: &SEKRET! a}\n"),
  "an anchor within itself": withObject("data: &SEKRET {pw: *SEKRET}\n"),
  "a value like a block": withObject("data:\n  pw: |SEKRET\n"),
  "a value like a directive": { ...withObject(""), "o.yaml": "%SEKRET\n" },
  "a value like the end of a document": withObject("data:\n  pw: |\n---SEKRET\n"),
  "a value with an escape": withObject('data: {pw: "SEKRET\\q"}\n'),
  "a value with half of a character": withObject('data: {pw: "SEKRET\\ud83d"}\n'),
  "a value with a reserved sign": withObject("data:\n  pw: @SEKRET\n"),
  "a value with a colon": withObject("data:\n  pw: SEKRET: SEKRET\n"),
  "a value in open quotes": withObject('data:\n  pw: "SEKRET\n'),
  "a value in open braces": withObject("data: {pw: SEKRET\n"),
  "a value in open brackets": withObject("data: [SEKRET\n"),
  "a value behind quotes": withObject("data:\n  pw: 'a'SEKRET\n"),
  "a value on a line of its own": withObject("data:\n  pw: a\nSEKRET\n"),
  "a value behind a comma": withObject("data: {pw: 'a' SEKRET}\n"),
  "a value behind a tab": withObject("data:\n\tpw: SEKRET\n"),
  "a value with two tags": withObject("data: {pw: !SEKRET !SEKRET a}\n"),
  "a value with two anchors": withObject("data: {pw: &SEKRET &SEKRET a}\n"),
  "a value like a tag": withObject("data: {pw: !SEKRET!SEKRET a}\n"),
  "a value with a question mark": withObject("data: {pw: SEKRET?SEKRET}\n"),
  "JSON with a bare word": withPatch('[{"op": "add", "path": "/data/pw", "value": SEKRET}]'),
  "JSON with a half word": withPatch('[{"op": "add", "path": "/data/pw", "value": tSEKRET]'),
  "JSON with a line break": withPatch('[{"op": "add", "path": "/data/pw", "value": "SEKRET\n"}]'),
  "JSON in a file": {
    ...withBoth("patches: [{path: p.json, target: {kind: Secret}}]\n"),
    "p.json": '[{"op": "add", "value": SEKRET',
  },
  "a patch with a tag": withPatch("- {op: replace, path: /data/pw, value: !!int SEKRET}\n"),
  "a patch with an alias": withPatch("- {op: replace, path: /data/pw, value: *SEKRET}\n"),
  "a patch with an unknown op": withPatch("- {op: SEKRET, path: /data/pw}\n"),
  "a patch that tests": withPatch("- {op: test, path: /data/pw, value: SEKRET}\n"),
  "a patch below a value": withPatch("- {op: add, path: /data/pw/x, value: SEKRET}\n"),
  "a patch with an unknown strategy": withPatch(
    "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {$patch: SEKRET}\n",
  ),
  "a patch of another kind": withPatch("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: SEKRET\n"),
  "a patch that is a text": withPatch("SEKRET"),
  "a merge patch that is not valid": withBoth("patchesStrategicMerge:\n- |-\n  kind: Secret\n  data: {pw: SEKRET\n"),
  "a merge patch on one line": withBoth(`patchesStrategicMerge: ['{"kind": "Secret", "data": {"pw": "SEKRET"}']\n`),
  "a merge patch with an address": withBoth(
    "patchesStrategicMerge:\n- |-\n  kind: Secret\n  data: {pw: https://SEKRET\n",
  ),
  "a generator that is not valid": withBoth("generators:\n- |-\n  kind: SecretGenerator\n  literals: [SEKRET\n"),
  "a transformer with an address": withBoth(
    "transformers:\n- |-\n  kind: PatchTransformer\n  patch: https://SEKRET: x\n",
  ),
  "a patch as a path": withBoth('patches: [{path: "kind: Secret\\nSEKRET: x"}]\n'),
  "a JSON patch as a path": withBoth(
    `patches: [{path: '[{"op": "add", "value": "SEKRET"}]', target: {kind: Secret}}]\n`,
  ),
  "an object as a resource": { "kustomization.yaml": "resources:\n- |\n  kind: Secret\n  data: {x: SEKRET}\n" },
  "an object as a component": withBoth("components:\n- |\n  kind: Component\n  x: SEKRET\n"),
  "an object that leads outside": { "kustomization.yaml": 'resources: ["../kind: Secret\\nSEKRET: x"]\n' },
  "a user in an address": { "kustomization.yaml": "resources: ['https://user:SEKRET@host/a.git?ref=v1']\n" },
  "a parameter of an address": {
    "kustomization.yaml": "resources: ['git::https://host/a.git?ref=v1&sshkey=SEKRET']\n",
  },
  "a literal without a key": { "kustomization.yaml": "secretGenerator: [{name: s, literals: [SEKRET]}]\n" },
  "a literal that is no text": { "kustomization.yaml": "secretGenerator: [{name: s, literals: [{SEKRET: SEKRET}]}]\n" },
  "a literal whose key comes twice": {
    "kustomization.yaml": "secretGenerator: [{name: s, literals: [a=SEKRET, a=SEKRET]}]\n",
  },
  "a value in place of a file": { "kustomization.yaml": "secretGenerator: [{name: s, files: [pw=SEKRET]}]\n" },
  "a value with = in place of a file": { "kustomization.yaml": "secretGenerator: [{name: s, files: [pw=SEKRET=x]}]\n" },
  "a value of lines in place of a file": {
    "kustomization.yaml": 'secretGenerator: [{name: s, files: ["-----\\nSEKRET"]}]\n',
  },
  "a value outside in place of a file": { "kustomization.yaml": "secretGenerator: [{name: s, files: [pw=/SEKRET]}]\n" },
  "a value above in place of a file": {
    "kustomization.yaml": "resources: [base]\n",
    "base/kustomization.yaml": "secretGenerator: [{name: s, files: [pw=../SEKRET]}]\n",
  },
  "an address in place of a file": {
    "kustomization.yaml": "secretGenerator: [{name: s, files: ['pw=https://SEKRET']}]\n",
  },
  "a literal in place of an env file": { "kustomization.yaml": "secretGenerator: [{name: s, envs: [pw=SEKRET]}]\n" },
  "an env file with a line twice": withEnv("A=b\nSEKRET\nSEKRET\n"),
  "an env file with a control character": withEnv("SEKRET\x80\n"),
  "an env file with a number": withEnv("12345\n"),
  "an env file with a long line": withEnv(`${"SEKRET".repeat(200)}\n`),
  "an env file with a key twice": withEnv("A=SEKRET\nA=SEKRET\n"),
  "a var of a number": {
    ...withBoth("vars: [{name: V, objref: {kind: Secret, name: s, apiVersion: v1}, fieldref: {fieldpath: data.pw}}]\n"),
    "s.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {pw: !!int SEKRET}\n",
  },
};

describe("no value is shown of", () => {
  it.each(Object.entries(CASES))("%s", (_, files) => {
    const said = refusal(files);
    expect(said).toBeDefined();
    expect(said).not.toMatch(VALUES);
  });
});
