/** An Ingress beside the server leads to it, over TLS, with all of its paths. */
import type { Resource } from "../../../model/applied.ts";
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import { routesTo } from "../../certctl/routes.ts";
import { objectAt } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const ingressRoute: CoherenceRule = {
  name: "ingress-route",
  severity: "error",
  title:
    "An Ingress to the server names a Service and a port that are there, all paths, and a certificate for its hosts.",
  setting: "ingress",
  *check(installation) {
    const ours = new Set(routesTo(installation).map(({ resource }) => resource));
    const homes = new Set(installation.servers.map(({ pod }) => pod.namespace));
    for (const resource of installation.objects.ofKind("networking.k8s.io", "Ingress")) {
      if (!homes.has(resource.id.namespace)) continue;
      yield* backends(resource, installation);
      if (!ours.has(resource)) continue;
      yield* paths(resource);
      yield* certificates(resource);
    }
  },
};

function* backends(resource: Resource, { objects }: Installation): Iterable<Problem> {
  for (const [path, service] of servicesIn(resource.manifest)) {
    const found = objects.find("Service", resource.id.namespace, textOf(service.name));
    if (found === undefined) {
      const message =
        "the Ingress names a Service that none of these objects is: unless something else makes it, every request ends in 503";
      yield { resource, path: [...path, "name"], severity: "warning", message, fix: "Name the server's Service." };
      continue;
    }
    const { name, number } = objectAt(service, "port");
    const ports = objectsAt(found.manifest, "spec", "ports").map(([, one]) => one);
    if (ports.some((one) => (name === undefined ? one.port === number : one.name === name))) continue;
    const message = `the Ingress asks for port ${textOf(name) || String(number)}, which the Service does not have: every request ends in 503`;
    yield {
      resource,
      path: [...path, "port"],
      message,
      fix: "Use the name or the number of one of the Service's ports.",
    };
  }
}

function servicesIn(manifest: JsonObject): readonly (readonly [Path, JsonObject])[] {
  const all = pathsIn(manifest).map(([path]) => [...path, "backend", "service"] as Path);
  return [["spec", "defaultBackend", "service"] as Path, ...all].flatMap((path) => {
    const service = at(manifest, ...path);
    return isObject(service) ? [[path, service] as const] : [];
  });
}

function pathsIn(manifest: JsonObject): readonly (readonly [Path, JsonObject])[] {
  return objectsAt(manifest, "spec", "rules").flatMap(([rule, one]) =>
    objectsAt(one, "http", "paths").map(
      ([index, entry]) => [["spec", "rules", rule, "http", "paths", index], entry] as const,
    ),
  );
}

/** The dashboard is at the top, and asks for /assets, /api and others. */
function* paths(resource: Resource): Iterable<Problem> {
  const entries = pathsIn(resource.manifest);
  const isOpen = entries.some(
    ([, { path, pathType }]) => ["/", "/*", "", undefined].includes(path as string) && pathType !== "Exact",
  );
  const isPart = entries.every(([, { path }]) =>
    /^\/(api|acme|scep|est|\.well-known|ocsp|crl|health|ready|auth)/.test(textOf(path)),
  );
  const hasDefault = at(resource.manifest, "spec", "defaultBackend") !== undefined;
  const [first] = entries;
  if (first === undefined || isOpen || isPart || hasDefault) return;
  yield {
    resource,
    path: [...first[0], first[1].pathType === "Exact" ? "pathType" : "path"],
    severity: "warning",
    message:
      "the Ingress passes on a part of the paths alone: the dashboard stands at / and asks for /api and its own files, which are not found",
    fix: "Set path: / with pathType: Prefix.",
  };
}

/** Some controllers get their certificates otherwise. */
const ELSEWHERE = /certificate-arn|ssl-cert|pre-shared-cert|managed-certificates|force-ssl|listen-ports|router\.tls/;

function* certificates(resource: Resource): Iterable<Problem> {
  const { manifest } = resource;
  const annotations = Object.keys(objectAt(manifest, "metadata", "annotations"));
  if (annotations.some((name) => ELSEWHERE.test(name))) return;
  const entries = objectsAt(manifest, "spec", "tls").map(([, one]) => one);
  if (entries.length === 0) {
    const message =
      "the Ingress has no tls: browsers and agents send their API keys to it in plain text, or it shows a certificate that nobody trusts";
    yield {
      resource,
      path: ["spec"],
      severity: "warning",
      message,
      fix: "Add tls with the hosts and the Secret of their certificate.",
    };
    return;
  }
  const covered = entries.flatMap(({ hosts }) => (Array.isArray(hosts) ? hosts.map((host) => textOf(host)) : []));
  const hosts = objectsAt(manifest, "spec", "rules")
    .map(([, { host }]) => textOf(host))
    .filter((host) => host !== "");
  const bare = hosts.filter((host) => !covered.some((one) => one === host || one === host.replace(/^[^.]+/, "*")));
  if (bare.length > 0) {
    const message = `tls names none of its certificates for ${bare.join(", ")}: the controller shows one of its own, which browsers refuse`;
    yield { resource, path: ["spec", "tls"], severity: "warning", message, fix: "Add the host to hosts of tls." };
  }
  for (const [index, entry] of objectsAt(manifest, "spec", "tls")) {
    if (textOf(entry.secretName) !== "") continue;
    const message =
      "tls names no Secret, so the controller shows its default certificate: right only where that one has the host";
    yield { resource, path: ["spec", "tls", index], severity: "info", message, fix: "Set secretName." };
  }
}
