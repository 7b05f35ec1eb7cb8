/** Parts of a pod that its schema leaves open and that the API server asks for all the same. */
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../model/json.ts";
import { type Container, containersOf, objectAt, podOf } from "../pods/pod.ts";
import type { ObjectRule } from "../rule.ts";

interface Lack {
  readonly path: Path;
  /** As the end of a sentence: `a container has no image`. */
  readonly what: string;
  readonly fix: string;
}

export const podComplete: ObjectRule = {
  name: "pod-complete",
  severity: "error",
  title: "Pods have all that the API server asks for beyond their schema.",
  *check(resource) {
    const pod = podOf(resource);
    if (pod === undefined) return;
    const lacks = [...inPod(pod.spec, pod.path), ...containersOf(pod).flatMap((one) => [...inContainer(one)])];
    for (const { path, what, fix } of lacks) {
      yield { resource, path, message: `the API server refuses the ${resource.id.kind}: ${what}`, fix };
    }
  },
};

function* inPod(spec: JsonObject, path: Path): Iterable<Lack> {
  if (Array.isArray(spec.containers) && spec.containers.length === 0) {
    yield { path, what: "the pod has no container", fix: "Add one to containers." };
  }
  for (const [index, volume] of objectsAt(spec, "volumes")) {
    if (!isObject(volume.secret) || textOf(volume.secret.secretName) !== "") continue;
    const what = "a volume of kind secret names no Secret";
    yield { path: [...path, "volumes", index, "secret"], what, fix: "Set secretName." };
  }
}

function* inContainer(container: Container): Iterable<Lack> {
  const { spec, path } = container;
  if (spec.image === undefined || spec.image === "")
    yield { path, what: "a container has no image", fix: "Set image." };
  for (const name of ["startupProbe", "readinessProbe", "livenessProbe"]) yield* inHandler(container, [name]);
  for (const name of ["preStop", "postStart"]) yield* inHandler(container, ["lifecycle", name]);
  for (const [index, variable] of objectsAt(spec, "env")) yield* inVariable(variable, [...path, "env", index]);
  for (const [index, source] of objectsAt(spec, "envFrom")) {
    const place = [...path, "envFrom", index];
    const sources = ["configMapRef", "secretRef"].filter((field) => isObject(source[field]));
    const named = sources.map((field) => textOf(objectAt(source, field).name));
    if (sources.length === 0)
      yield { path: place, what: "an entry of envFrom has no source", fix: "Set configMapRef or secretRef." };
    else if (named.includes(""))
      yield { path: place, what: "an entry of envFrom names no object", fix: "Set its name." };
  }
  yield* inResources(container);
}

const HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"];

function* inHandler({ spec, path }: Container, place: readonly string[]): Iterable<Lack> {
  const handler = at(spec, ...place);
  if (!isObject(handler)) return;
  const here = [...path, ...place];
  const name = place.at(-1);
  const fields = HANDLERS.filter((field) => handler[field] !== undefined);
  if (fields.length === 0) {
    yield { path: here, what: `${name} does nothing`, fix: "Set exec or httpGet." };
  } else if (isObject(handler.exec) && !isFilled(handler.exec.command)) {
    yield { path: [...here, "exec"], what: `${name} has no command`, fix: "Set exec.command." };
  }
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

const SOURCES = ["secretKeyRef", "configMapKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef"];

function* inVariable(variable: JsonObject, path: Path): Iterable<Lack> {
  const from = variable.valueFrom;
  if (!isObject(from)) return;
  const name = textOf(variable.name);
  const fields = SOURCES.filter((field) => from[field] !== undefined);
  if (fields.length !== 1) {
    yield {
      path: [...path, "valueFrom"],
      what: `${name} has ${fields.length === 0 ? "no source" : "several sources"}`,
      fix: "Set one of secretKeyRef, configMapKeyRef and fieldRef.",
    };
  } else if (textOf(variable.value) !== "") {
    yield { path, what: `${name} has both value and valueFrom`, fix: "Take one of them out." };
  }
  const field = at(from, "fieldRef", "fieldPath");
  if (typeof field === "string" && !FIELD.test(field)) {
    const what = `${name} is read from ${field}, which pods don't have for variables`;
    yield { path: [...path, "valueFrom", "fieldRef"], what, fix: "Correct fieldPath: spec.nodeName, metadata.name." };
  }
  for (const field of ["secretKeyRef", "configMapKeyRef"]) {
    const named = from[field];
    if (!isObject(named)) continue;
    const what = `${name} is read from an object without a name`;
    if (textOf(named.name) === "") yield { path: [...path, "valueFrom", field], what, fix: "Set its name." };
  }
}

/** pkg/apis/core/validation: validEnvDownwardAPIFieldPathExpressions. */
const FIELD =
  /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['.+'\]|spec\.(nodeName|serviceAccountName)|status\.(hostIP|hostIPs|podIP|podIPs))$/;

/** What Kubernetes itself counts; others have a domain before a slash (pkg/apis/core/validation). */
const RESOURCE = /^(cpu|memory|ephemeral-storage|hugepages-.+|.+\/.+)$/;

function* inResources({ spec, path }: Container): Iterable<Lack> {
  for (const field of ["requests", "limits"]) {
    for (const name of Object.keys(objectAt(spec, "resources", field))) {
      if (RESOURCE.test(name)) continue;
      const what = `it knows no resource ${name}`;
      yield {
        path: [...path, "resources", field, name],
        what,
        fix: "Correct the name: cpu, memory, ephemeral-storage.",
      };
    }
  }
}
