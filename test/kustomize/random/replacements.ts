/** Random `replacements` and `vars`. */
import type { Chance } from "./chance.ts";
import { nameOf } from "./names.ts";
import type { Known } from "./objects.ts";
import { maybe } from "./pods.ts";
import type { Scope } from "./scope.ts";
import { writeYaml } from "./write-yaml.ts";
import { isMap, mapOf, type Yaml, type YamlMap } from "./yaml-value.ts";

const SOURCE_PATHS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.labels.app",
  "spec.replicas",
  "data.a",
  "spec.template.spec.containers.0.image",
  "spec.template.spec.containers.[name=app].image",
  "kind",
  "spec.ports.0.port",
  "spec",
];

const TARGET_PATHS = [
  "metadata.name",
  "metadata.annotations.from",
  "metadata.annotations.example\\.org/from",
  "metadata.labels.app",
  "spec.replicas",
  "data.a",
  "data.new",
  "spec.template.spec.containers.*.image",
  "spec.template.spec.containers.[name=app].image",
  "spec.template.spec.containers.[name=app].env.[name=LEVEL].value",
  "spec.template.spec.containers.0.args.0",
  "spec.template.metadata.labels.app",
  "spec.ports.0.port",
  "spec.new.deep.path",
  "spec.list.-",
  "*.name",
];

const options = (chance: Chance, forTarget: boolean): YamlMap | undefined =>
  maybe(chance, forTarget ? 0.95 : 0.08, () =>
    chance.weighted<() => YamlMap>([
      [forTarget ? 40 : 0, () => ({ create: true })],
      [2, () => ({ delimiter: chance.pick([":", "-", ".", "/"]), index: chance.pick([0, 0, 0, 0, 1, -1, 5]) })],
      [forTarget ? 2 : 0, () => ({ delimiter: "-", index: chance.pick([-1, 0, 9]), create: true })],
      [1, () => ({ encoding: "base64" })],
    ])(),
  );

/** A path of the source that is there, nearly always. */
function sourcePath(chance: Chance, known: Known): string {
  if (chance.is(0.03)) return chance.pick(SOURCE_PATHS);
  const here = ["metadata.name", "kind", "apiVersion"];
  if (Object.keys(known.labels).includes("app")) here.push("metadata.labels.app");
  if (known.kind === "Service") here.push("spec.ports.0.port");
  if (["Deployment", "StatefulSet"].includes(known.kind))
    here.push("spec.template.spec.containers.0.name", "spec.template.spec");
  return chance.pick(here);
}

/** A path that fits the target, nearly always. */
function targetPath(chance: Chance, known: Known): string {
  if (chance.is(0.08)) return chance.pick(TARGET_PATHS);
  const here = ["metadata.annotations.from", "metadata.labels.example\\.org/x", "metadata.annotations.a\\.b/c"];
  if (["Deployment", "StatefulSet", "DaemonSet"].includes(known.kind)) {
    here.push("spec.template.spec.containers.*.image", "spec.replicas");
    if (JSON.stringify(known.body).includes('"name":"app"')) {
      here.push(
        "spec.template.spec.containers.[name=app].image",
        "spec.template.spec.containers.[name=app].env.[name=LEVEL].value",
      );
    }
  }
  if (known.kind === "ConfigMap") here.push("data.a", "data.new");
  const data = known.body.data;
  for (const key of ["config.json", "config.yaml"]) {
    if (!isMap(data) || data[key] === undefined) continue;
    const text = `data.${key.replace(".", "\\.")}`;
    here.push(`${text}.a.level`, `${text}.a.level`, `${text}.list.0.v`, `${text}.list.[name=n].v`, `${text}.a.new`);
  }
  return chance.pick(here);
}

function replacement(scope: Scope, chance: Chance): YamlMap | undefined {
  const from = scope.oneKnown(chance);
  const to = scope.oneKnown(chance);
  if (from === undefined || to === undefined) return undefined;
  const source = mapOf({
    kind: from.kind,
    name: maybe(chance, 0.95, () => (chance.is(0.5) ? from.name : from.originalName)),
    namespace: from.namespace !== undefined && chance.is(0.3) ? from.namespace : undefined,
    fieldPath: maybe(chance, 0.8, () => sourcePath(chance, from)),
    options: options(chance, false),
  });
  return {
    // Not "": what is made of it depends on whether the object's file has braces around it.
    ...(chance.is(0.08) ? { sourceValue: chance.pick(["fixed", "8"]) } : { source }),
    targets: [
      mapOf({
        select: mapOf({ kind: to.kind, name: maybe(chance, 0.6, () => to.name) }),
        reject: maybe(chance, 0.1, () => [{ name: chance.is(0.5) ? to.name : nameOf(chance) }]),
        fieldPaths: maybe(chance, 0.96, () => [targetPath(chance, to)]),
        options: options(chance, true),
      }),
    ],
  };
}

/** One entry of `replacements`. */
export function replacementEntry(scope: Scope, chance: Chance): YamlMap | undefined {
  const made = replacement(scope, chance);
  if (made === undefined || chance.is(0.75)) return made;
  const all: Yaml = chance.is(0.5) ? made : [made];
  return { path: scope.file("replacement.yaml", writeYaml(all, chance)) };
}

/** One entry of `vars`. */
export function varEntry(scope: Scope, chance: Chance, name: string): YamlMap | undefined {
  const known = scope.oneKnown(chance);
  const taken = scope.taken.has(`var ${name}`) && !chance.is(0.05);
  scope.taken.add(`var ${name}`);
  if (known === undefined || taken) return undefined;
  return mapOf({
    name,
    objref: mapOf({ apiVersion: known.apiVersion, kind: known.kind, name: known.originalName }),
    fieldref: maybe(chance, 0.5, () => ({
      fieldpath: chance.pick(
        chance.is(0.9) ? ["metadata.name", "metadata.name", "kind"] : ["spec.replicas", "data.a", "spec"],
      ),
    })),
  });
}
