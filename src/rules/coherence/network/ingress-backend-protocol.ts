/** Whatever forwards to the server speaks HTTPS to it: the server speaks nothing else. */
import { at, objectsAt, textOf } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import { type Route, routesTo } from "../../certctl/routes.ts";
import { objectAt } from "../../pods/pod.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";
import { controllersOf, TRAEFIK_CHECKS } from "./ingress-controllers.ts";

const RESULT = "the server answers plain HTTP with 400, and the controller passes that on";

export const ingressBackendProtocol: CoherenceRule = {
  name: "ingress-backend-protocol",
  severity: "error",
  title: "Ingresses and routes speak HTTPS to the server.",
  setting: "ingress.type",
  *check(installation) {
    const seen = new Set<string>();
    for (const route of routesTo(installation)) {
      const fault = faultOf(route, installation);
      // One annotation is missing once, however many paths there are.
      const key = JSON.stringify([route.resource.id, fault?.message]);
      if (fault === undefined || seen.has(key)) continue;
      seen.add(key);
      yield { resource: route.resource, ...fault };
    }
  },
};

function faultOf(route: Route, installation: Installation): Fault | undefined {
  if (route.kind === "Ingress") return ingressFault(route);
  return route.kind === "IngressRoute" ? traefikFault(route) : gatewayFault(route, installation);
}

function ingressFault({ resource, backend, service }: Route): Fault | undefined {
  const annotations = objectAt(resource.manifest, "metadata", "annotations");
  const port = objectAt(backend, "port");
  const target = { annotations, service, portName: textOf(port.name) || nameOf(service.manifest, port.number) };
  const written =
    textOf(at(resource.manifest, "spec", "ingressClassName")) || textOf(annotations["kubernetes.io/ingress.class"]);
  const controllers = controllersOf(written, annotations);
  const [only] = controllers;
  const path = "annotations" in objectAt(resource.manifest, "metadata") ? ["metadata", "annotations"] : [];
  if (controllers.some((one) => one.isHttps(target))) return only?.fault?.(target);
  if (controllers.length === 1 && only !== undefined) {
    return { path, message: `${only.name} speaks plain HTTP to the server here: ${RESULT}`, fix: only.fix };
  }
  return {
    path,
    severity: "warning",
    message: `nothing here says that the controller speaks HTTPS to the server; without that, ${RESULT}`,
    fix: "Set your controller's annotation for an HTTPS backend, such as nginx.ingress.kubernetes.io/backend-protocol: HTTPS.",
  };
}

function nameOf(service: Parameters<typeof at>[0], number: unknown): string {
  const ports = objectsAt(objectAt({ service: service ?? null }, "service"), "spec", "ports");
  return textOf(ports.find(([, one]) => one.port === number)?.[1].name);
}

/** Traefik takes port 443, and ports whose name starts with https, for HTTPS. */
function traefikFault({ path, backend, service }: Route): Fault | undefined {
  const { scheme, port } = backend;
  const name = typeof port === "string" ? port : nameOf(service.manifest, port);
  if (scheme === undefined ? port !== 443 && !name.startsWith("https") : scheme !== "https") {
    return {
      path,
      message: `Traefik speaks plain HTTP to the server here: ${RESULT}`,
      fix: "Set scheme: https, and a serversTransport that knows the server's authority.",
    };
  }
  if (backend.serversTransport !== undefined) return undefined;
  return {
    path,
    severity: "warning",
    message: TRAEFIK_CHECKS,
    fix: "Name a serversTransport with the server's name (serverName) and authority (rootCAs).",
  };
}

function gatewayFault({ path, service }: Route, { objects }: Installation): Fault | undefined {
  const isTold = objectsAt(service.manifest, "spec", "ports").some(([, one]) =>
    /https|tls/i.test(textOf(one.appProtocol)),
  );
  const policies = objects.ofKind("gateway.networking.k8s.io", "BackendTLSPolicy");
  const hasPolicy = policies.some(
    ({ manifest, id }) =>
      id.namespace === service.id.namespace &&
      objectsAt(manifest, "spec", "targetRefs").some(([, one]) => one.name === service.id.name),
  );
  // Istio says it in a rule of its own for the host.
  if (isTold || hasPolicy || objects.ofKind("networking.istio.io", "DestinationRule").length > 0) return undefined;
  return {
    path,
    severity: "warning",
    message: `no BackendTLSPolicy names the server's Service, so gateways speak plain HTTP to it: ${RESULT}`,
    fix: "Add a BackendTLSPolicy that targets the Service, with the server's name and authority.",
  };
}
