/** Prometheus scrapes the server's metrics where they are. */
import type { JsonObject } from "../../../model/json.ts";
import { objectsAt, textOf } from "../../../model/json.ts";
import { type Scrape, scrapesOf } from "../../certctl/scrapes.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const PATH = "/api/v1/metrics/prometheus";

export const monitoringEndpoint: CoherenceRule = {
  name: "monitoring-endpoint",
  severity: "error",
  title: "Monitors name the server's port, HTTPS and the path of its metrics.",
  *check(installation) {
    for (const scrape of scrapesOf(installation)) yield* problems(scrape);
  },
};

function* problems({ resource, path, endpoint, ports }: Scrape): Iterable<Problem> {
  const place = (field: string) => ({ resource, path: field in endpoint ? [...path, field] : path });
  const relabeled = objectsAt(endpoint, "relabelings").map(([, one]) => one.targetLabel);
  if (textOf(endpoint.scheme).toLowerCase() !== "https" && !relabeled.includes("__scheme__")) {
    yield {
      ...place("scheme"),
      message: "the endpoint is scraped by plain HTTP, which the server answers with 400: there are no metrics",
      fix: "Set scheme: https, with a tlsConfig that knows the server's authority and name.",
    };
  }
  if (endpoint.path !== PATH && !relabeled.includes("__metrics_path__")) {
    yield {
      ...place("path"),
      message: `the endpoint's path is ${textOf(endpoint.path) || "/metrics"}, where the server answers with its dashboard's page: the metrics are at ${PATH}`,
      fix: `Set path: ${PATH}.`,
    };
  }
  const port = textOf(endpoint.port);
  if (port !== "" && !ports.some((one) => one.name === port)) {
    yield {
      ...place("port"),
      message: `no port is called ${port} (${namesOf(ports)}), so Prometheus has no target`,
      fix: "Name a port of the server's Service, or of its container in a PodMonitor.",
    };
  }
}

function namesOf(ports: readonly JsonObject[]): string {
  return ports.map((one) => textOf(one.name) || "a port without a name").join(", ") || "there is none with a name";
}
