/** Random patches: merges and JSON patches, inline and from files, with and without targets. */
import type { Chance } from "./chance.ts";
import { annotationsOf, imageOf, labelsOf, nameOf } from "./names.ts";
import type { Known } from "./objects.ts";
import { oddKey, oddText, oddValue } from "./odd-values.ts";
import { maybe } from "./pods.ts";
import type { Scope } from "./scope.ts";
import { writeDocuments, writeJson, writeYaml } from "./write-yaml.ts";
import { isList, isMap, mapOf, type Yaml, type YamlMap } from "./yaml-value.ts";

export const hasPods = (known: Known): boolean => podPath(known) !== undefined;

/** Where the pod specification of a kind lies. */
function podPath(known: Known): readonly string[] | undefined {
  if (known.kind === "Pod") return ["spec"];
  if (known.kind === "CronJob") return ["spec", "jobTemplate", "spec", "template", "spec"];
  return ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "ReplicationController"].includes(known.kind)
    ? ["spec", "template", "spec"]
    : undefined;
}

const nested = (path: readonly string[], value: YamlMap): YamlMap =>
  path.reduceRight<YamlMap>((below, key) => ({ [key]: below }), value);

function podChange(chance: Chance): YamlMap {
  const name = chance.pick(["app", "app", "side", "new"]);
  return chance.weighted<() => YamlMap>([
    [
      4,
      () => ({
        containers: [
          mapOf({
            name,
            image: maybe(chance, 0.6, () => imageOf(chance)),
            env: maybe(chance, 0.7, () => [{ name: "LEVEL", value: oddText(chance) }]),
          }),
        ],
      }),
    ],
    [2, () => ({ containers: [{ name, resources: { limits: { cpu: chance.pick<Yaml>([1, "2", null]) } } }] })],
    [2, () => ({ containers: [{ name, $patch: "delete" }] })],
    [1, () => ({ containers: [{ name, args: null, command: ["x"] }] })],
    [
      2,
      () => ({
        containers: [
          {
            name,
            ports: [
              mapOf({
                containerPort: chance.pick([80, 8080]),
                name: "extra",
                protocol: maybe(chance, 0.5, () => "TCP"),
              }),
            ],
          },
        ],
      }),
    ],
    [2, () => ({ volumes: [{ name: chance.pick(["data", "conf", "new"]), emptyDir: {} }] })],
    [
      1,
      () => ({
        volumes: [
          { name: "data", $patch: "delete" },
          { name: "conf", configMap: { name: nameOf(chance) } },
        ],
      }),
    ],
    [1, () => ({ imagePullSecrets: [{ name: nameOf(chance) }], tolerations: [{ key: "b", operator: "Exists" }] })],
    [1, () => ({ $retainKeys: ["containers"], containers: [{ name }] })],
    [
      1,
      () => ({ containers: [{ name }, { name: "side" }], "$setElementOrder/containers": [{ name: "side" }, { name }] }),
    ],
    [1, () => ({ $patch: "replace", containers: [{ name, image: "only" }] })],
    [1, () => ({ nodeSelector: null, affinity: null })],
    [1, () => ({ containers: [{ $patch: "replace" }, { name: "only", image: "x" }] })],
  ])();
}

function mergeChange(chance: Chance, known: Known): YamlMap {
  const path = podPath(known);
  if (path !== undefined && chance.is(0.7)) return nested(path, podChange(chance));
  return chance.weighted<() => YamlMap>([
    [3, () => ({ metadata: { labels: labelsOf(chance) } })],
    [3, () => ({ metadata: { annotations: chance.is(0.2) ? { note: null } : annotationsOf(chance) } })],
    [3, () => ({ spec: { [oddKey(chance)]: oddValue(chance) } })],
    [2, () => ({ data: { [chance.pick(["a", "b", "c"])]: chance.is(0.2) ? null : oddText(chance) } })],
    [1, () => ({ spec: { $patch: "replace", x: 1 } })],
    [1, () => ({ spec: null })],
    [1, () => ({ metadata: { labels: null, annotations: chance.is(0.1) ? { $patch: "delete" } : {} } })],
    [2, () => ({ [chance.pick(["spec", "data", "extra"])]: {} })],
  ])();
}

/** A merge patch that names the object, mostly by its present name. */
export function mergePatch(chance: Chance, known: Known): YamlMap {
  const name = chance.is(0.85) ? known.name : known.originalName;
  const identity = mapOf({ name, namespace: known.namespace ?? maybe(chance, 0.02, () => "default") });
  const head = { apiVersion: known.apiVersion, kind: known.kind };
  if (chance.is(0.06)) return { ...head, metadata: identity, $patch: "delete" };
  const { metadata, ...change } = mergeChange(chance, known);
  return { ...head, metadata: isMap(metadata) ? { ...identity, ...metadata } : identity, ...change };
}

/** JSON pointers into the body, and the values there. */
function pointers(value: Yaml, at: string): [string, Yaml][] {
  if (isList(value))
    return value.flatMap((below, index) => [[`${at}/${index}`, below], ...pointers(below, `${at}/${index}`)]) as [
      string,
      Yaml,
    ][];
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const place = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [[place, below], ...pointers(below, place)];
  }) as [string, Yaml][];
}

function operation(chance: Chance, known: Known): YamlMap {
  const { apiVersion: _, kind: __, ...body } = known.body;
  const places = pointers(body, "");
  if (places.length === 0 && !chance.is(0.05)) return { op: "add", path: "/metadata/labels", value: labelsOf(chance) };
  const [path, value] = places.length === 0 ? ["/metadata/name", known.name] : chance.pick(places);
  const list = places.filter(([, below]) => isList(below));
  const kind = chance.weighted([
    [5, "replace"],
    [4, "add"],
    [list.length > 0 ? 3 : 0, "append"],
    [2, "remove"],
    [1, "copy"],
    [1, "move"],
    [1, "test"],
    [2, "label"],
  ]);
  switch (kind) {
    case "append":
      return {
        op: "add",
        path: `${chance.pick(list)[0]}/${chance.pick(["-", "-", "0", "-1"])}`,
        value: oddValue(chance),
      };
    case "remove":
      return { op: "remove", path };
    case "copy":
    case "move":
      return { op: kind, from: path, path: chance.is(0.1) ? "/metadata/annotations" : "/copied" };
    case "test":
      return { op: "test", path, value };
    case "label":
      return { op: "add", path: chance.is(0.5) ? "/metadata/labels" : "/extra", value: labelsOf(chance) };
    default:
      return {
        op: kind,
        path: kind === "add" && chance.is(0.3) ? `/${oddKey(chance).replaceAll("/", "~1")}` : path,
        value: oddValue(chance, 1),
      };
  }
}

export function jsonPatch(chance: Chance, known: Known): Yaml {
  return Array.from({ length: chance.between(1, 2) }, () => operation(chance, known));
}

export function targetOf(chance: Chance, known: Known): YamlMap {
  const group = known.apiVersion.includes("/") ? known.apiVersion.split("/")[0] : undefined;
  return mapOf({
    kind: maybe(chance, 0.8, () =>
      chance.is(0.1) ? chance.pick(["Deploy.*", ".*", "Deployment|Service"]) : known.kind,
    ),
    group: group !== undefined && chance.is(0.2) ? group : undefined,
    version: maybe(chance, 0.2, () => known.apiVersion.split("/").at(-1) ?? "v1"),
    name: maybe(chance, 0.75, () =>
      chance.is(0.15) ? chance.pick(["w.*", ".*b", "web|api", ""]) : chance.is(0.85) ? known.name : known.originalName,
    ),
    namespace: known.namespace !== undefined && chance.is(0.3) ? known.namespace : undefined,
    labelSelector: maybe(chance, 0.08, () => chance.pick(["app=web", "app in (web,api)", "!tier", "app,tier!=back"])),
    annotationSelector: maybe(chance, 0.04, () => chance.pick(["note", "note=a"])),
  });
}

/** One entry of `patches`. */
export function patchEntry(scope: Scope, chance: Chance): YamlMap | undefined {
  const known = scope.oneKnown(chance);
  if (known === undefined) return undefined;
  const json = chance.is(0.35);
  const many = !json && chance.is(0.08);
  const other = many ? scope.oneKnown(chance) : undefined;
  const patches: Yaml[] = json ? [jsonPatch(chance, known)] : [mergePatch(chance, known)];
  if (other !== undefined) patches.push(mergePatch(chance, other));
  const content = json && chance.is(0.2) ? writeJson(patches[0] ?? null) : patchText(patches, chance);
  const source = chance.is(0.45)
    ? { path: scope.file(json ? "patch.json" : "patch.yaml", content) }
    : { patch: content };
  return mapOf({
    ...source,
    target: json || chance.is(many ? 0.02 : 0.3) ? targetOf(chance, known) : undefined,
    options: maybe(chance, 0.08, () =>
      chance.pick<YamlMap>([
        { allowNameChange: true },
        { allowKindChange: true },
        { allowNameChange: true, allowKindChange: true },
        {},
      ]),
    ),
  });
}

const patchText = (patches: readonly Yaml[], chance: Chance): string =>
  patches.length === 1 && chance.is(0.8) ? writeYaml(patches[0] ?? null, chance) : writeDocuments(patches, chance);

/** One entry of `patchesStrategicMerge`. */
export function mergeEntry(scope: Scope, chance: Chance): Yaml | undefined {
  const known = scope.oneKnown(chance);
  if (known === undefined) return undefined;
  const patch = mergePatch(chance, known);
  return chance.is(0.6) ? scope.file("merge.yaml", writeDocuments([patch], chance)) : writeYaml(patch, chance);
}

/** One entry of `patchesJson6902`. */
export function jsonEntry(scope: Scope, chance: Chance): YamlMap | undefined {
  const known = scope.oneKnown(chance);
  if (known === undefined) return undefined;
  const text = writeYaml(jsonPatch(chance, known), chance);
  const [group, version] = known.apiVersion.includes("/") ? known.apiVersion.split("/") : [undefined, known.apiVersion];
  return mapOf({
    target: mapOf({ group, version, kind: known.kind, name: known.name, namespace: known.namespace }),
    ...(chance.is(0.5) ? { path: scope.file("json.yaml", text) } : { patch: text }),
  });
}
