/** Objects like those of Kubernetes that a seed decides, and changes to them of every kind that the differ tells. */
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import type { Random } from "../support/random.ts";

type Make = (random: Random) => JsonValue;

const WORDS = ["server", "agent", "db", "tls", "0", "-x", "", "true", "__proto__", "a/b~c", "ä\u{1f600}"];

const word: Make = (random) => random.pick(WORDS);
const number: Make = (random) => random.pick([0, 1, -1, 8443, 0.5, 1e21]);
const scalar: Make = (random) => random.pick<Make>([word, word, number, () => true, () => null, text, text])(random);

function many(random: Random, most: number, make: Make): JsonValue[] {
  return Array.from({ length: random.below(most + 1) }, () => make(random));
}

/** Each item has another value under `key`: names, ports. */
function keyed(random: Random, key: string, values: readonly JsonValue[], rest: Make): JsonValue[] {
  return shuffled(random, values)
    .slice(0, random.below(values.length + 1))
    .map((value) => ({ ...(rest(random) as JsonObject), [key]: value }));
}

const NAMES = ["a", "b", "c", "d", "e", "f"];

const LISTS: Readonly<Record<string, Make>> = {
  containers: (r) => keyed(r, "name", NAMES, mapping),
  env: (r) => keyed(r, "name", NAMES, (s) => ({ value: scalar(s) })),
  ports: (r) =>
    keyed(r, "containerPort", [80, 443, 8443], (s) => s.pick([{}, { protocol: "TCP" }, { protocol: "UDP" }])),
  volumeMounts: (r) => keyed(r, "mountPath", ["/tmp", "/a", "/b"], (s) => ({ name: word(s) })),
  args: (r) => shuffled(r, ["--a=1", "--a=2", "--b", "-c", "x=1"]).slice(0, r.below(6)),
  command: (r) => many(r, 6, (s) => s.pick(["sh", "-c", "x", 1, null])),
  tolerations: (r) => many(r, 4, (s) => ({ key: s.pick(["a", "b"]), effect: s.pick(["x", "y"]) })),
  other: (r) => many(r, 4, value),
};

const TEXTS = [
  ["a: 1", "b: [x, y]", "c:\n  d: e", "f: 1.0", "# note", "---"],
  ["- a", "- b: 1", "- {a: b}", "- 2"],
  ["A=1", "B=x y", "C=", "# note"],
  ['{"a": [1,', "2.50,", '{"b": null}', "]}"],
  ["prose of a kind", "a: b", "A=1"],
];

const text: Make = (random) => {
  const lines = random.pick(TEXTS);
  return lines.filter(() => random.below(4) > 0).join("\n");
};

const mapping: Make = (random) => {
  const lists = Object.entries(LISTS).filter(() => random.below(12) === 0);
  return Object.fromEntries([
    ...many(random, 4, word).map((key): [string, JsonValue] => [String(key), value(random)]),
    ...lists.map(([key, make]): [string, JsonValue] => [key, make(random)]),
  ]);
};

/** Any value; mappings and lists end since each holds fewer than it could. */
export const value: Make = (random) =>
  random.below(6) === 0 ? mapping(random) : random.below(8) === 0 ? many(random, 3, value) : scalar(random);

export const object: Make = (random) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: word(random), labels: mapping(random) },
  spec: Object.fromEntries(Object.entries(LISTS).map(([key, make]) => [key, make(random)])),
  data: mapping(random),
});

/** The value with a few changes somewhere in it. */
export function change(random: Random, before: JsonValue): JsonValue {
  if (typeof before !== "object" || before === null || random.below(12) === 0) return scalarChange(random, before);
  return Array.isArray(before) ? listChange(random, before) : mappingChange(random, before as JsonObject);
}

function scalarChange(random: Random, before: JsonValue): JsonValue {
  return typeof before === "string" && before.includes("\n")
    ? (listChange(random, before.split("\n")) as string[]).join("\n")
    : value(random);
}

function mappingChange(random: Random, before: JsonObject): JsonObject {
  const kept = Object.entries(before).flatMap(([key, old]): [string, JsonValue][] => {
    const dice = random.below(10);
    return dice === 0 ? [] : [[key, dice < 5 ? change(random, old) : old]];
  });
  const added = random.below(3) === 0 ? [[String(word(random)), value(random)]] : [];
  return Object.fromEntries(random.below(4) === 0 ? shuffled(random, [...kept, ...added]) : [...kept, ...added]);
}

function listChange(random: Random, before: readonly JsonValue[]): JsonValue[] {
  const kept = before.flatMap((old): JsonValue[] => {
    const dice = random.below(12);
    return dice === 0 ? [] : [dice < 4 ? change(random, old) : old];
  });
  const at = random.below(kept.length + 1);
  const added =
    random.below(2) === 0 ? [before[0] === undefined ? value(random) : change(random, random.pick(before))] : [];
  const list = [...kept.slice(0, at), ...added, ...kept.slice(at)];
  return random.below(4) === 0 ? shuffled(random, list) : list;
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const rest = [...list];
  return list.map(() => rest.splice(random.below(rest.length), 1)[0] as T);
}
