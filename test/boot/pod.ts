/** Reads a container of a rendered pod as the kubelet does: its environment, its command, the files of its volumes. */
import { at, isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { list, type Pod } from "../support/bundle.ts";

/** What the kubelet reads beside the pod. */
export interface Around {
  readonly manifests: readonly Manifest[];
  /** Values by `namespace/name`. */
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Values by the path of a fieldRef. */
  readonly fields: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, string>>;

/** envFrom first, then env in its order; `$(NAME)` is what came before it. What must be there and is not, throws. */
export function environmentOf(around: Around, pod: Pod, container: JsonObject): Record<string, string> {
  const env: Record<string, string> = {};
  for (const from of list(container, "envFrom")) {
    for (const kind of ["ConfigMap", "Secret"] as const) {
      const reference = from[kind === "ConfigMap" ? "configMapRef" : "secretRef"];
      if (isObject(reference)) Object.assign(env, valuesOf(around, pod, kind, reference) ?? {});
    }
  }
  for (const variable of list(container, "env")) {
    const name = String(variable.name);
    const value =
      typeof variable.value === "string"
        ? expand(variable.value, env)
        : variable.valueFrom === undefined
          ? ""
          : sourceValue(around, pod, variable.valueFrom);
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** The container's command and arguments; where it has no command, its image's entry point. */
export function commandOf(container: JsonObject, env: Values, entryPoint: string): string[] {
  const strings = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
  const command = strings(container.command);
  return [
    ...(command.length > 0 ? command.map((part) => expand(part, env)) : [entryPoint]),
    ...strings(container.args).map((part) => expand(part, env)),
  ];
}

export interface Mount {
  readonly path: string;
  readonly volume: string;
  /** Files of a Secret volume; undefined where the volume is a place to write. */
  readonly files?: Values;
}

export function mountsOf(around: Around, pod: Pod, container: JsonObject): Mount[] {
  return list(container, "volumeMounts").map(({ mountPath, name }) => {
    const mount = { path: String(mountPath), volume: String(name) };
    const secret = at(
      list(pod.spec, "volumes").find((volume) => volume.name === name),
      "secret",
    );
    if (!isObject(secret)) return mount;
    const values = valuesOf(around, pod, "Secret", { ...secret, name: secret.secretName ?? "" }) ?? {};
    const items = list(secret, "items");
    if (items.length === 0) return { ...mount, files: values };
    const files = items.map(({ key, path }) => [
      String(path),
      required(values, String(key), String(secret.secretName)),
    ]);
    return { ...mount, files: Object.fromEntries(files) };
  });
}

/** `$(NAME)` of a known name is its value, `$$` is one dollar, everything else stays. */
export function expand(text: string, env: Values): string {
  return text.replaceAll(/\$(?:\$|\(([^()$]*)\))/g, (all, name: string | undefined) =>
    name === undefined ? "$" : (env[name] ?? all),
  );
}

function sourceValue(around: Around, pod: Pod, from: JsonValue): string | undefined {
  const field = at(from, "fieldRef", "fieldPath");
  if (field !== undefined) return required(around.fields, String(field), "the pod");
  for (const [key, kind] of [
    ["secretKeyRef", "Secret"],
    ["configMapKeyRef", "ConfigMap"],
  ] as const) {
    const reference = at(from, key);
    if (!isObject(reference)) continue;
    const values = valuesOf(around, pod, kind, reference) ?? {};
    if (reference.optional === true) return values[String(reference.key)];
    return required(values, String(reference.key), `${kind} ${reference.name}`);
  }
  throw new Error(`no way to read ${JSON.stringify(from)}`);
}

/** The values of an object in the pod's namespace; undefined where it is not there and need not be. */
function valuesOf(around: Around, pod: Pod, kind: "ConfigMap" | "Secret", reference: JsonObject): Values | undefined {
  const { manifests, secrets } = around;
  const found =
    kind === "Secret"
      ? secrets.get(`${pod.namespace}/${reference.name}`)
      : manifests.find(
          ({ kind, metadata }) =>
            kind === "ConfigMap" && metadata.name === reference.name && metadata.namespace === pod.namespace,
        )?.data;
  if (isObject(found)) return found as Values;
  if (reference.optional === true) return undefined;
  throw new Error(`${pod.workload} reads ${kind} ${reference.name}, which is not in namespace ${pod.namespace}`);
}

function required(values: Values, key: string, where: string): string {
  const value = values[key];
  if (value === undefined) throw new Error(`${where} has no ${key}`);
  return value;
}
