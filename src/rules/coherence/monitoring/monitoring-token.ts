/** Prometheus shows the server a key: metrics are for those who may read them. */
import { at, isObject, type JsonObject, textOf } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import { scrapesOf } from "../../certctl/scrapes.ts";
import { objectAt } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const FIX =
  "Give the endpoint authorization.credentials from a Secret with an API key of its own (a named key without :admin has r-viewer, which suffices).";
const SCRAPE = "prometheus.io/scrape";
/** The token of Prometheus itself, for the Kubernetes API. */
const OWN_TOKEN = /^\/var\/run\/secrets\/kubernetes\.io\/serviceaccount\//;

export const monitoringToken: CoherenceRule = {
  name: "monitoring-token",
  severity: "error",
  title: "Prometheus scrapes the server with an API key.",
  *check(installation) {
    if (isOpen(installation)) return;
    for (const { resource, path, endpoint } of scrapesOf(installation)) {
      const message = fault(endpoint);
      if (message !== undefined) yield { resource, path, message, fix: FIX };
    }
    yield* annotated(installation);
  },
};

/** A server that asks nobody for a key. */
function isOpen({ servers }: Installation): boolean {
  return servers.some(({ variables }) => variables.get("CERTCTL_AUTH_TYPE")?.text === "none");
}

function fault(endpoint: JsonObject): string | undefined {
  const result = "so the server answers 401 and there are no metrics";
  if (OWN_TOKEN.test(textOf(endpoint.bearerTokenFile))) {
    return `the endpoint sends Prometheus' own token, which is no API key of certctl, ${result}`;
  }
  // An older operator's ServiceMonitors have bearerTokenSecret with an empty key where there is none.
  const hasToken =
    isObject(at(endpoint, "authorization", "credentials")) ||
    textOf(at(endpoint, "authorization", "credentialsFile")) !== "" ||
    textOf(at(endpoint, "bearerTokenSecret", "key")) !== "" ||
    textOf(endpoint.bearerTokenFile) !== "";
  if (hasToken) return undefined;
  return isObject(endpoint.basicAuth)
    ? `the endpoint sends a user and a password, and certctl takes bearer keys only, ${result}`
    : `the endpoint sends no key, ${result}`;
}

function* annotated({ servers, services }: Installation): Iterable<Problem> {
  const ofPods = servers.map(({ pod }) => {
    const path = [...pod.path.slice(0, -1), "metadata", "annotations"];
    return { resource: pod.resource, path };
  });
  const ofServices = services.map((resource) => ({ resource, path: ["metadata", "annotations"] }));
  for (const { resource, path } of [...ofPods, ...ofServices]) {
    const annotations = objectAt(resource.manifest, ...path);
    if (textOf(annotations[SCRAPE]) !== "true") continue;
    // Most configurations of Prometheus take the scheme from the annotation beside it, none a key.
    const isHttps = textOf(annotations["prometheus.io/scheme"]) === "https";
    const gets = isHttps ? "401" : "400, since it asks over plain HTTP";
    yield {
      resource,
      path: [...path, SCRAPE],
      severity: "warning",
      message: `${SCRAPE} tells Prometheus where to scrape, but gives it no key, and no annotation can: it gets ${gets}, and no metrics`,
      fix: "Remove the annotations, and scrape the server by a ServiceMonitor or a job of its own with HTTPS and a key.",
    };
  }
}
