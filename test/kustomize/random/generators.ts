/** Random `configMapGenerator` and `secretGenerator` entries, and `generatorOptions`. */
import type { Chance } from "./chance.ts";
import { nameOf, namespaceOf, pairsOf } from "./names.ts";
import type { Known } from "./objects.ts";
import { oddText } from "./odd-values.ts";
import { maybe } from "./pods.ts";
import type { Scope } from "./scope.ts";
import { mapOf, type YamlMap } from "./yaml-value.ts";

const LITERALS = [
  "a=1",
  "b=two words",
  "level='quoted'",
  'mode="double"',
  "empty=",
  "eq=a=b=c",
  "c.d-e_f=x",
  "spaces=  x  ",
  "uni=ü日本",
  "multi=one\ntwo\n",
  "=x",
  "novalue",
];

const ENV_FILES = [
  "A=1\nB=2\n",
  "# comment\n\nLEVEL=info\n",
  "  LEAD=x\nTRAIL=y  \n",
  "EQ=a=b\nEMPTY=\n",
  "QUOTED=\"x\"\nSINGLE='y'\n",
  "\ufeffBOM=1\n",
  "CR=1\r\nLF=2\r\n",
  "NOEND=1",
  "BARE\n",
  "ü=1\n",
];

const FILE_NAMES = ["app.properties", "script.sh", "data.json", "ünï.txt", "no-extension", "-dash"];

function fileText(chance: Chance): string {
  return chance.is(0.7)
    ? chance.pick(["x=1\ny=2\n", "#!/bin/sh\necho hi\n", '{"a": [1, 2]}\n', "", "no end"])
    : oddText(chance);
}

function fileEntry(scope: Scope, chance: Chance): string {
  const file = scope.file(
    chance.weighted([
      [12, chance.pick(FILE_NAMES.slice(0, 3))],
      [1, chance.pick(FILE_NAMES)],
    ]),
    fileText(chance),
  );
  return chance.is(0.3) ? `${chance.pick(["key", "a.b", "K"])}=${file}` : file;
}

const literal = (chance: Chance): string => chance.pick(chance.is(0.985) ? LITERALS.slice(0, 10) : LITERALS);

function unique(list: readonly string[]): string[] {
  const keyOf = (entry: string): string => entry.split("=")[0] ?? entry;
  return list.filter((entry, index) => list.findIndex((other) => keyOf(other) === keyOf(entry)) === index);
}

export function optionsOf(chance: Chance): YamlMap {
  return mapOf({
    labels: maybe(chance, 0.3, () => pairsOf(chance)),
    annotations: maybe(chance, 0.3, () => ({ note: oddText(chance) })),
    disableNameSuffixHash: maybe(chance, 0.35, () => chance.is(0.7)),
    immutable: maybe(chance, 0.3, () => chance.is(0.7)),
  });
}

/** One entry, for a ConfigMap or a Secret. */
export function generatorEntry(scope: Scope, chance: Chance, kind: "ConfigMap" | "Secret"): YamlMap {
  const before = scope.known.filter((known) => known.generated && known.kind === kind && !scope.fresh.has(known));
  const single = before.filter((known) =>
    before.every((one) => one === known || one.originalName !== known.originalName),
  );
  const merged = single.length > 0 && chance.is(0.5) ? chance.pick(single) : undefined;
  const name = merged?.originalName ?? freeName(scope, chance, kind);
  const namespace = merged === undefined ? maybe(chance, 0.15, () => namespaceOf(chance)) : merged.namespace;
  if (merged === undefined) {
    const made = knownOf(kind, name, namespace);
    scope.known.push(made);
    scope.fresh.add(made);
  }
  const literals = unique(Array.from({ length: chance.between(1, 3) }, () => literal(chance)));
  return mapOf({
    name,
    namespace,
    behavior:
      merged === undefined
        ? maybe(chance, 0.06, () => (chance.is(0.95) ? chance.pick(["create", "create", "unknown"]) : "merge"))
        : chance.pick(["merge", "replace"]),
    type: kind === "Secret" ? maybe(chance, 0.3, () => chance.pick(["Opaque", "kubernetes.io/tls", "x"])) : undefined,
    literals: maybe(chance, 0.75, () => literals),
    files: maybe(chance, 0.35, () =>
      unique(Array.from({ length: chance.between(1, 2) }, () => fileEntry(scope, chance))),
    ),
    envs: maybe(chance, 0.2, () => [scope.file("settings.env", chance.pick(ENV_FILES))]),
    env: maybe(chance, 0.02, () => scope.file("old.env", "OLD=1\n")),
    options: maybe(chance, 0.3, () => optionsOf(chance)),
  });
}

function freeName(scope: Scope, chance: Chance, kind: string): string {
  for (let turn = 0; ; turn += 1) {
    const name = `${nameOf(chance)}${turn > 2 ? turn : ""}`;
    if (!scope.taken.has(`${kind} default ${name}`)) {
      scope.taken.add(`${kind} default ${name}`);
      return name;
    }
  }
}

const knownOf = (kind: string, name: string, namespace: string | undefined): Known => ({
  apiVersion: "v1",
  kind,
  name,
  originalName: name,
  namespace,
  labels: {},
  body: { apiVersion: "v1", kind },
  generated: true,
});
