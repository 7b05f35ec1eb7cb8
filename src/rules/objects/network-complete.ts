/** Parts of Services, Ingresses and policies that their schema leaves open and that the API server asks for all the same. */
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../model/json.ts";
import { objectAt } from "../pods/pod.ts";
import type { ObjectRule } from "../rule.ts";

interface Lack {
  readonly path: Path;
  readonly what: string;
  readonly fix: string;
}

export const networkComplete: ObjectRule = {
  name: "network-complete",
  severity: "error",
  title: "Services, Ingresses and network policies have all that the API server asks for beyond their schema.",
  *check(resource) {
    const { group, kind } = resource.id;
    for (const { path, what, fix } of CHECKS[`${group}/${kind}`]?.(resource.manifest) ?? []) {
      yield { resource, path, message: `the API server refuses the ${kind}: ${what}`, fix };
    }
  },
};

const CHECKS: Readonly<Record<string, (manifest: JsonObject) => Iterable<Lack>>> = {
  "/Service": service,
  "networking.k8s.io/Ingress": ingress,
  "networking.k8s.io/NetworkPolicy": policy,
};

/** Without ports are headless ones only, and names of other hosts. */
function* service(manifest: JsonObject): Iterable<Lack> {
  const spec = objectAt(manifest, "spec");
  const ports = objectsAt(spec, "ports");
  const { type, clusterIP } = spec;
  if (ports.length === 0 && type !== "ExternalName" && clusterIP !== "None") {
    yield { path: manifest.spec === undefined ? [] : ["spec"], what: "it has no ports", fix: "Add ports." };
  }
  const isUnnamed = ports.length > 1 && ports.some(([, port]) => textOf(port.name) === "");
  const what = "of several ports each needs a name";
  if (isUnnamed) yield { path: ["spec", "ports"], what, fix: "Name each port." };
  if (typeof clusterIP === "string" && !/^(None|[0-9a-fA-F:.]*)$/.test(clusterIP)) {
    const bad = "its clusterIP is no address";
    yield { path: ["spec", "clusterIP"], what: bad, fix: "Write None for a headless Service, or remove clusterIP." };
  }
}

function* policy(manifest: JsonObject): Iterable<Lack> {
  for (const [field, peers] of [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const) {
    for (const [index, rule] of objectsAt(manifest, "spec", field)) {
      for (const [number, peer] of objectsAt(rule, peers)) {
        if (["podSelector", "namespaceSelector", "ipBlock"].some((one) => peer[one] !== undefined)) continue;
        const path = ["spec", field, index, peers, number];
        yield { path, what: "a peer of it is nobody", fix: "Set podSelector, namespaceSelector or ipBlock." };
      }
    }
  }
}

function* ingress(manifest: JsonObject): Iterable<Lack> {
  const spec = objectAt(manifest, "spec");
  const rules = objectsAt(spec, "rules");
  if (rules.length === 0 && spec.defaultBackend === undefined) {
    const path = manifest.spec === undefined ? [] : ["spec"];
    yield { path, what: "it has neither rules nor a defaultBackend", fix: "Add a rule for the host." };
  }
  for (const [index, rule] of rules) {
    if (rule.http === undefined && spec.defaultBackend === undefined) {
      yield { path: ["spec", "rules", index], what: "a rule leads nowhere", fix: "Set http.paths." };
    }
    for (const [number, entry] of objectsAt(rule, "http", "paths")) {
      const path = ["spec", "rules", index, "http", "paths", number];
      if (!textOf(entry.path).startsWith("/") && entry.pathType !== "ImplementationSpecific") {
        yield { path, what: "a path does not begin with /", fix: "Set path: /." };
      }
      const service = at(entry, "backend", "service");
      if (!isObject(service) && at(entry, "backend", "resource") === undefined) {
        yield { path, what: "a path has no backend", fix: "Set backend.service with name and port." };
      } else if (
        isObject(service) &&
        at(service, "port", "name") === undefined &&
        at(service, "port", "number") === undefined
      ) {
        yield {
          path: [...path, "backend", "service"],
          what: "a backend has no port",
          fix: "Set port.name or port.number.",
        };
      }
    }
  }
}
