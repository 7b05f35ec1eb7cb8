/** Names that the API server refuses: of objects, namespaces, containers, volumes, ports and keys. */
import { dataKey, dnsLabel, nameSyntax, portName, type Syntax } from "../../k8s/names.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { Resource } from "../../model/applied.ts";
import { isObject, objectsAt, type Path } from "../../model/json.ts";
import { containersOf, podOf } from "../pods/pod.ts";
import type { ObjectRule, Problem } from "../rule.ts";

export const resourceName: ObjectRule = {
  name: "resource-name",
  severity: "error",
  title: "Names are what Kubernetes takes for names.",
  *check(resource) {
    for (const { path, text, syntax, what } of namesOf(resource)) {
      const problem = syntax(text);
      if (problem !== undefined) yield refused(resource, path, what, problem);
    }
  },
};

interface Named {
  readonly path: Path;
  readonly text: string;
  readonly syntax: Syntax;
  readonly what: string;
}

function refused(resource: Resource, path: Path, what: string, problem: string): Problem {
  const message = `the API server refuses the name of ${what}: it must ${problem}`;
  return { resource, path, message, fix: "Give it another name." };
}

function* namesOf(resource: Resource): Iterable<Named> {
  const { metadata } = resource.manifest;
  const { group, kind } = resource.id;
  const of = (path: Path, text: unknown, syntax: Syntax, what: string): Named[] =>
    typeof text === "string" && !isPlaceholder(text) ? [{ path, text, syntax, what }] : [];
  yield* of(["metadata", "name"], metadata.name, nameSyntax(group, kind), `this ${kind}`);
  yield* of(["metadata", "namespace"], metadata.namespace, dnsLabel, "its namespace");
  yield* podNames(resource, of);
  if (group === "" && kind === "Service") {
    for (const [index, port] of objectsAt(resource.manifest, "spec", "ports")) {
      yield* of(["spec", "ports", index, "name"], port.name, dnsLabel, "a port");
    }
  }
  if (group === "" && (kind === "Secret" || kind === "ConfigMap")) yield* keyNames(resource, of);
}

type Of = (path: Path, text: unknown, syntax: Syntax, what: string) => Named[];

function* podNames(resource: Resource, of: Of): Iterable<Named> {
  const pod = podOf(resource);
  if (pod === undefined) return;
  for (const [index, volume] of objectsAt(pod.spec, "volumes")) {
    yield* of([...pod.path, "volumes", index, "name"], volume.name, dnsLabel, "a volume");
  }
  for (const { path, spec } of containersOf(pod)) {
    yield* of([...path, "name"], spec.name, dnsLabel, "a container");
    for (const [index, port] of objectsAt(spec, "ports")) {
      yield* of([...path, "ports", index, "name"], port.name, portName, "a port");
    }
  }
}

function* keyNames({ manifest }: Resource, of: Of): Iterable<Named> {
  for (const field of ["data", "stringData", "binaryData"]) {
    const data = manifest[field];
    if (!isObject(data)) continue;
    for (const key of Object.keys(data)) yield* of([field, key], key, dataKey, "a key");
  }
}
