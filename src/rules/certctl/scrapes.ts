/** What Prometheus scrapes of the servers. */
import type { Resource } from "../../model/applied.ts";
import { at, type JsonObject, objectsAt, type Path } from "../../model/json.ts";
import { objectAt } from "../pods/pod.ts";
import { picks } from "../pods/selectors.ts";
import type { Installation } from "./installation.ts";

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
