/** What leads to the servers from elsewhere: routes of ingress controllers and gateways, and what Prometheus scrapes. */
import type { Resource } from "../../model/applied.ts";
import { at, type JsonObject, type Path } from "../../model/json.ts";
import { objectAt, objectsAt, textOf } from "../pods/pod.ts";
import { picks } from "../pods/selectors.ts";
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

export interface Scrape {
  /** The ServiceMonitor or PodMonitor. */
  readonly resource: Resource;
  /** Of the endpoint in it. */
  readonly path: Path;
  readonly endpoint: JsonObject;
  /** Names and numbers of the ports that the endpoint may name. */
  readonly ports: readonly JsonObject[];
}

/** Endpoints by which the Prometheus operator scrapes the servers. */
export function scrapesOf(installation: Installation): readonly Scrape[] {
  return [...serviceScrapes(installation), ...podScrapes(installation)];
}

function serviceScrapes({ objects, services }: Installation): readonly Scrape[] {
  return objects.ofKind("monitoring.coreos.com", "ServiceMonitor").flatMap((resource) => {
    const scraped = services.filter(
      ({ manifest, id }) =>
        isInSight(resource, id.namespace) &&
        picks(at(resource.manifest, "spec", "selector"), objectAt(manifest, "metadata", "labels")),
    );
    const ports = scraped.flatMap(({ manifest }) => objectsAt(manifest, "spec", "ports").map(([, one]) => one));
    return scraped.length === 0 ? [] : endpointsOf(resource, "endpoints", ports);
  });
}

function podScrapes({ objects, servers }: Installation): readonly Scrape[] {
  return objects.ofKind("monitoring.coreos.com", "PodMonitor").flatMap((resource) => {
    const scraped = servers.filter(
      ({ pod }) => isInSight(resource, pod.namespace) && picks(at(resource.manifest, "spec", "selector"), pod.labels),
    );
    const ports = scraped.flatMap(({ container }) => objectsAt(container.spec, "ports").map(([, one]) => one));
    return scraped.length === 0 ? [] : endpointsOf(resource, "podMetricsEndpoints", ports);
  });
}

function endpointsOf(resource: Resource, field: string, ports: readonly JsonObject[]): readonly Scrape[] {
  return objectsAt(resource.manifest, "spec", field).map(([index, endpoint]) => {
    return { resource, path: ["spec", field, index], endpoint, ports };
  });
}

/** Without a namespaceSelector a monitor looks into its own namespace. */
function isInSight({ manifest, id }: Resource, namespace: string): boolean {
  const selector = objectAt(manifest, "spec", "namespaceSelector");
  if (selector.any === true) return true;
  const names = Array.isArray(selector.matchNames) ? selector.matchNames : [];
  return names.length === 0 ? id.namespace === namespace : namespace === "" || names.includes(namespace);
}
