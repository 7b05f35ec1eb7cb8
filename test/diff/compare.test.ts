/** What the differ says of one change: whole edits. */
import { describe, expect, it } from "vitest";
import { compareValues } from "../../src/diff/compare.ts";
import type { Edit } from "../../src/model/difference.ts";
import type { JsonValue } from "../../src/model/json.ts";

type Case = readonly [name: string, before: JsonValue, after: JsonValue, edits: readonly Edit[]];

const by = (name: string) => ({ key: { name } });
const spec = (list: string, items: readonly JsonValue[]): JsonValue => ({ spec: { [list]: items } });

const MAPPINGS: readonly Case[] = [
  ["equal data, read twice, has no edits", { a: [{ b: 1 }] }, { a: [{ b: 1 }] }, []],
  ["keys in another order are no difference", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  [
    "keys come in their order by code unit, whichever side has them",
    { b: 1, d: 1, a: 1 },
    { c: 2, d: 2, a: 1 },
    [
      { kind: "removed", path: ["b"], before: 1 },
      { kind: "added", path: ["c"], after: 2 },
      { kind: "changed", path: ["d"], before: 1, after: 2 },
    ],
  ],
  [
    "a part that one side has is one edit",
    { spec: {} },
    { spec: { strategy: { type: "Recreate", x: [1] } } },
    [{ kind: "added", path: ["spec", "strategy"], after: { type: "Recreate", x: [1] } }],
  ],
  [
    "a value of another type is changed as a whole",
    { a: { b: 1 }, c: "1", d: null },
    { a: [1], c: 1, d: {} },
    [
      { kind: "changed", path: ["a"], before: { b: 1 }, after: [1] },
      { kind: "changed", path: ["c"], before: "1", after: 1 },
      { kind: "changed", path: ["d"], before: null, after: {} },
    ],
  ],
  [
    "a key named like something of JavaScript is a key",
    JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}'),
    JSON.parse('{"__proto__": {"a": 2}, "toString": 1}'),
    [
      { kind: "changed", path: ["__proto__", "a"], before: 1, after: 2 },
      { kind: "removed", path: ["constructor"], before: 1 },
      { kind: "added", path: ["toString"], after: 1 },
    ],
  ],
];

const KEYED: readonly Case[] = [
  [
    "a container is known by its name, wherever it stands",
    spec("containers", [{ name: "a", image: "x:1" }, { name: "b" }]),
    spec("containers", [{ name: "new" }, { name: "a", image: "x:2" }, { name: "b" }]),
    [
      { kind: "changed", path: ["spec", "containers", by("a"), "image"], before: "x:1", after: "x:2" },
      { kind: "added", path: ["spec", "containers", by("new")], after: { name: "new" }, position: "first" },
    ],
  ],
  [
    "an addition in the middle names the one in front of it and moves nothing",
    spec("env", [{ name: "a" }, { name: "b" }]),
    spec("env", [{ name: "a" }, { name: "x" }, { name: "y" }, { name: "b" }]),
    [
      { kind: "added", path: ["spec", "env", by("x")], after: { name: "x" }, position: { after: { name: "a" } } },
      { kind: "added", path: ["spec", "env", by("y")], after: { name: "y" }, position: { after: { name: "x" } } },
    ],
  ],
  [
    "what stands behind all common items is last, whichever those are",
    spec("env", [{ name: "a" }, { name: "gone" }]),
    spec("env", [{ name: "a" }, { name: "x" }, { name: "y" }]),
    [
      { kind: "removed", path: ["spec", "env", by("gone")], before: { name: "gone" }, position: "last" },
      { kind: "added", path: ["spec", "env", by("x")], after: { name: "x" }, position: "last" },
      { kind: "added", path: ["spec", "env", by("y")], after: { name: "y" }, position: "last" },
    ],
  ],
  [
    "another order alone is one move",
    spec("initContainers", [{ name: "a" }, { name: "b" }, { name: "c" }]),
    spec("initContainers", [{ name: "c" }, { name: "a" }, { name: "b" }]),
    [{ kind: "moved", path: ["spec", "initContainers"], order: [2, 0, 1], items: ["a", "b", "c"] }],
  ],
  [
    "a port without a protocol is a TCP one",
    spec("ports", [
      { containerPort: 53, protocol: "UDP" },
      { containerPort: 53, name: "x" },
    ]),
    spec("ports", [
      { containerPort: 53, protocol: "UDP" },
      { containerPort: 53, name: "y", protocol: "TCP" },
    ]),
    [
      {
        kind: "changed",
        path: ["spec", "ports", { key: { containerPort: 53, protocol: "TCP" } }, "name"],
        before: "x",
        after: "y",
      },
      {
        kind: "added",
        path: ["spec", "ports", { key: { containerPort: 53, protocol: "TCP" } }, "protocol"],
        after: "TCP",
      },
    ],
  ],
  [
    "a mount is known by its path: two of one volume",
    spec("volumeMounts", [
      { name: "v", mountPath: "/a" },
      { name: "v", mountPath: "/b" },
    ]),
    spec("volumeMounts", [{ name: "v", mountPath: "/b", readOnly: true }]),
    [
      {
        kind: "removed",
        path: ["spec", "volumeMounts", { key: { mountPath: "/a" } }],
        before: { name: "v", mountPath: "/a" },
        position: "first",
      },
      { kind: "added", path: ["spec", "volumeMounts", { key: { mountPath: "/b" } }, "readOnly"], after: true },
    ],
  ],
  [
    "a claim is known by the name in its metadata",
    { volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { size: "5Gi" } }] },
    { volumeClaimTemplates: [{ metadata: { name: "logs" } }, { metadata: { name: "data" }, spec: { size: "9Gi" } }] },
    [
      {
        kind: "changed",
        path: ["volumeClaimTemplates", { key: { "metadata.name": "data" } }, "spec", "size"],
        before: "5Gi",
        after: "9Gi",
      },
      {
        kind: "added",
        path: ["volumeClaimTemplates", { key: { "metadata.name": "logs" } }],
        after: { metadata: { name: "logs" } },
        position: "first",
      },
    ],
  ],
  [
    "a list of another kind goes by name, where each item has its own",
    { parameters: [{ name: "a", value: 1 }] },
    { parameters: [{ name: "a", value: 2 }] },
    [{ kind: "changed", path: ["parameters", by("a"), "value"], before: 1, after: 2 }],
  ],
  [
    "a name that is there twice is no key",
    spec("env", [
      { name: "a", value: "1" },
      { name: "a", value: "2" },
    ]),
    spec("env", [
      { name: "a", value: "1" },
      { name: "a", value: "3" },
    ]),
    [{ kind: "changed", path: ["spec", "env", { before: 1, after: 1 }, "value"], before: "2", after: "3" }],
  ],
];

const reader = (name: string) => ({ configMapRef: { name } });

const PLACED: readonly Case[] = [
  [
    "words are taken as a set",
    { verbs: ["get", "list", "watch"] },
    { verbs: ["get", "watch", "patch"] },
    [
      { kind: "removed", path: ["verbs", { before: 1 }], before: "list" },
      { kind: "added", path: ["verbs", { after: 2 }], after: "patch" },
    ],
  ],
  [
    "words in another order are moved",
    { accessModes: ["a", "b"] },
    { accessModes: ["b", "new", "a"] },
    [
      { kind: "moved", path: ["accessModes"], order: [1, 0], items: ["a", "b"] },
      { kind: "added", path: ["accessModes", { after: 1 }], after: "new" },
    ],
  ],
  [
    "an argument has a name in front of its value",
    { args: ["--a", "--level=info", "--b"] },
    { args: ["--level=debug", "--b"] },
    [
      { kind: "removed", path: ["args", { before: 0 }], before: "--a" },
      { kind: "changed", path: ["args", { before: 1, after: 0 }], before: "--level=info", after: "--level=debug" },
    ],
  ],
  [
    "a script is the same one while half of its lines are",
    { command: ["sh", "-c", `set -e\necho 1\n${"#".repeat(40)}\n`] },
    { command: ["sh", "-c", `set -e\necho 2\n${"#".repeat(40)}\n`] },
    [
      {
        kind: "changed",
        path: ["command", { before: 2, after: 2 }],
        before: `set -e\necho 1\n${"#".repeat(40)}\n`,
        after: `set -e\necho 2\n${"#".repeat(40)}\n`,
      },
    ],
  ],
  [
    "a reference to another name is the same reference",
    { envFrom: [{ secretRef: { name: "s" } }, reader("a-1")] },
    { envFrom: [{ secretRef: { name: "s" } }, reader("a-2")] },
    [
      {
        kind: "changed",
        path: ["envFrom", { before: 1, after: 1 }, "configMapRef", "name"],
        before: "a-1",
        after: "a-2",
      },
    ],
  ],
  [
    "items that have too little in common come and go",
    { from: [{ podSelector: { matchLabels: { a: "1" } } }] },
    { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] },
    [
      { kind: "removed", path: ["from", { before: 0 }], before: { podSelector: { matchLabels: { a: "1" } } } },
      { kind: "added", path: ["from", { after: 0 }], after: { ipBlock: { cidr: "10.0.0.0/8" } } },
    ],
  ],
  [
    "tolerations of one key are several",
    { tolerations: [{ key: "a", effect: "NoSchedule" }] },
    {
      tolerations: [
        { key: "a", effect: "NoExecute" },
        { key: "a", effect: "NoSchedule" },
      ],
    },
    [{ kind: "added", path: ["tolerations", { after: 0 }], after: { key: "a", effect: "NoExecute" } }],
  ],
  [
    "of equal items those stay that move the least",
    { command: ["x", "a", "x"] },
    { command: ["x", "y", "x", "a", "x"] },
    [
      { kind: "added", path: ["command", { after: 1 }], after: "y" },
      { kind: "added", path: ["command", { after: 2 }], after: "x" },
    ],
  ],
];

const text = (
  before: string,
  after: string,
  inside: Edit["inside"],
): readonly [JsonValue, JsonValue, readonly Edit[]] => [
  { data: { x: before } },
  { data: { x: after } },
  [{ kind: "changed", path: ["data", "x"], before, after, ...(inside && { inside }) }],
];

const TEXTS: readonly Case[] = [
  [
    "YAML in a text is compared by what it says",
    ...text("a: 1\nb:\n  - name: x\n", "# new\na: 1\nb:\n  - name: x\n    c: on\n", {
      format: "yaml",
      edits: [{ kind: "added", path: ["b", by("x"), "c"], after: "on" }],
    }),
  ],
  ["another layout has no edits inside", ...text("a: [1]\nb: 2", "b: 2\na:\n- 1\n", { format: "yaml", edits: [] })],
  [
    "JSON on one line is JSON",
    ...text('{"a":1,"b":[]}', '{"a":2,"b":[]}', {
      format: "json",
      edits: [{ kind: "changed", path: ["a"], before: 1, after: 2 }],
    }),
  ],
  [
    "JSON that becomes YAML is YAML",
    ...text('{"a": 1}', "a: 1\nb: 2\n", {
      format: "yaml",
      edits: [{ kind: "added", path: ["b"], after: 2 }],
    }),
  ],
  [
    "lines of KEY=value are an environment",
    ...text("# old\nA=1\nB=x: y\n", "A=1\nB=x: z\n", {
      format: "env",
      edits: [{ kind: "changed", path: ["B"], before: "x: y", after: "x: z" }],
    }),
  ],
  [
    "several documents are a list",
    ...text("a: 1\n---\nb: 1\n", "a: 1\n---\nb: 2\n", {
      format: "yaml",
      edits: [{ kind: "changed", path: [{ before: 1, after: 1 }, "b"], before: 1, after: 2 }],
    }),
  ],
  [
    "a version that looks like the same number is another one",
    ...text("version: 1.10\nx: 1", "version: 1.1\nx: 1", {
      format: "yaml",
      edits: [{ kind: "changed", path: ["version"], before: "1.10", after: 1.1 }],
    }),
  ],
  ["a number that gets quotes is told by the text", ...text("v: 1.10\nx: 1", 'v: "1.10"\nx: 2', undefined)],
  [
    "quotes that stay are no difference",
    ...text('v: "1.10"\nx: 1', 'v: "1.10"\nx: 2', {
      format: "yaml",
      edits: [{ kind: "changed", path: ["x"], before: 1, after: 2 }],
    }),
  ],
  ["prose is a text", ...text("Dear all: read\nthis", "Dear all: read\nthat", undefined)],
  ["a script is a text", ...text("#!/bin/sh\nset -e\n", "#!/bin/sh\nset -eu\n", undefined)],
  ["an environment that becomes YAML is a text", ...text("A=1\nB=2\n", "A: 1\nB: 2\n", undefined)],
  ["one word is a text", ...text("a: 1", "a: 2", undefined)],
  ["a key that is there twice makes it a text", ...text("a: 1\na: 2\n", "a: 1\nb: 2\n", undefined)],
  ["a key of JSON that is there twice makes it a text", ...text('{"a":1,"a":2}', '{"a":1}', undefined)],
  ["what is no document on one side is a text", ...text("a: 1\nb: 2\n", "a: {\nb: 2\n", undefined)],
  [
    "aliases that make much of little are not followed",
    ...text(
      `a: &a [x, x]\n${"bcdefgh".replace(/./g, (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)}, `.repeat(9)}]\n`)}`,
      "a: 1\nb: 2",
      undefined,
    ),
  ],
];

describe("compareValues", () => {
  it.each([...MAPPINGS, ...KEYED, ...PLACED, ...TEXTS])("%s", (_name, before, after, edits) => {
    expect(compareValues(before, after)).toEqual(edits);
  });

  it("asks no list for more than its length: 10,000 words in another order, and 10,000 rules that are alike", () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `w${index}`);
    const [moved, ...rest] = compareValues(words, [...words].reverse());
    expect([moved?.kind, moved?.order?.length, rest]).toEqual(["moved", 10_000, []]);
    const rules = words.map((word, index) => ({ port: index % 3, from: word }));
    const edits = compareValues(
      rules,
      rules.map((rule, index) => ({ ...rule, to: index % 2 })),
    );
    expect(edits).toHaveLength(10_000);
    const twice = words.map((_, index) => `w${index % 100}`);
    expect(compareValues(twice, ["new", ...twice.slice(1, -1), "end"])).toHaveLength(4);
  });
});
