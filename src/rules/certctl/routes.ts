/** Routes of ingress controllers and gateways that lead to the servers. */
import type { Resource } from "../../model/applied.ts";
import { at, type JsonObject, objectsAt, type Path, textOf } from "../../model/json.ts";
import { objectAt } from "../pods/pod.ts";
import type { Installation } from "./installation.ts";

export interface Route {
  readonly kind: "Ingress" | "IngressRoute" | "HTTPRoute";
  readonly resource: Resource;
  /** Of the entry that names the Service. */
  readonly path: Path;
  readonly backend: JsonObject;
  /** The server's. */
  readonly service: Resource;
}

/** Routes to one of the servers' Services: Ingresses, Traefik's IngressRoutes, HTTPRoutes of gateways. */
export function routesTo(installation: Installation): readonly Route[] {
  const { objects } = installation;
  const kinds = [
    ["networking.k8s.io", "Ingress", ingressBackends],
    ["traefik.io", "IngressRoute", traefikBackends],
    ["traefik.containo.us", "IngressRoute", traefikBackends],
    ["gateway.networking.k8s.io", "HTTPRoute", gatewayBackends],
  ] as const;
  return kinds.flatMap(([group, kind, backendsOf]) =>
    objects.ofKind(group, kind).flatMap((resource) =>
      backendsOf(resource.manifest).flatMap(([path, backend]) => {
        if ((backend.kind ?? "Service") !== "Service") return [];
        const namespace = textOf(backend.namespace) || resource.id.namespace;
        const service = objects.find("Service", namespace, textOf(backend.name));
        if (service === undefined || !installation.services.includes(service)) return [];
        return [{ kind, resource, path, backend, service }];
      }),
    ),
  );
}

type Backend = readonly [Path, JsonObject];

function ingressBackends(manifest: JsonObject): readonly Backend[] {
  const paths: Path[] = [["spec", "defaultBackend", "service"]];
  for (const [i, rule] of objectsAt(manifest, "spec", "rules")) {
    for (const [j] of objectsAt(rule, "http", "paths")) {
      paths.push(["spec", "rules", i, "http", "paths", j, "backend", "service"]);
    }
  }
  return paths
    .filter((path) => at(manifest, ...path) !== undefined)
    .map((path) => [path, objectAt(manifest, ...path)] as const);
}

function traefikBackends(manifest: JsonObject): readonly Backend[] {
  return nested(manifest, "routes", "services");
}

function gatewayBackends(manifest: JsonObject): readonly Backend[] {
  return nested(manifest, "rules", "backendRefs");
}

function nested(manifest: JsonObject, outer: string, inner: string): readonly Backend[] {
  return objectsAt(manifest, "spec", outer).flatMap(([i, one]) =>
    objectsAt(one, inner).map(([j, backend]) => [["spec", outer, i, inner, j], backend] as const),
  );
}
