/** HTTPS behind Ingresses, Traefik's routes and gateways. */
import { ingressBackendProtocol } from "../../../../src/rules/coherence/network/ingress-backend-protocol.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const NGINX = { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } };
const TRAEFIK = { profile: "ha", ingress: { type: "traefik", host: "a.example.com" } };
const PROTOCOL = "nginx.ingress.kubernetes.io/backend-protocol";

/** The Ingress with another class and without its annotations. */
const plain =
  (className: string | undefined, annotations: Loose = {}, ofService: Loose = {}) =>
  (bundle: Bundle): void => {
    const ingress = bundle.object("Ingress");
    ingress.spec.ingressClassName = className;
    ingress.metadata.annotations = annotations;
    Object.assign(bundle.object("Service", "certctl-server").metadata.annotations, ofService);
  };

const portByNumber = (bundle: Bundle): void => {
  bundle.object("Ingress").spec.rules[0].http.paths[0].backend.service.port = { number: 8443 };
  bundle.object("Service", "certctl-server").spec.ports[0].name = "web";
};

function gateway(bundle: Bundle): void {
  bundle.add({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "web", namespace: "certctl" },
    spec: { rules: [{ backendRefs: [{ name: "certctl-server", port: 8443 }] }] },
  });
}

describeRule(ingressBackendProtocol, {
  reports: {
    "nginx without the annotation": {
      settings: NGINX,
      change: plain("nginx"),
      says: /^nginx speaks plain HTTP/,
      severity: "error",
      at: "/metadata/annotations",
    },
    "nginx by the old annotation of its class": {
      settings: NGINX,
      change: plain(undefined, { "kubernetes.io/ingress.class": "nginx-internal" }),
    },
    "nginx that is told HTTP, in two paths": {
      settings: NGINX,
      change: (bundle) => {
        plain("nginx", { [PROTOCOL]: "HTTP" })(bundle);
        const { paths } = bundle.object("Ingress").spec.rules[0].http;
        paths.push({ ...paths[0], path: "/api" });
      },
    },
    "nginx that may use old TLS only": {
      settings: NGINX,
      change: plain("nginx", { [PROTOCOL]: "HTTPS", "nginx.ingress.kubernetes.io/proxy-ssl-protocols": "TLSv1.2" }),
      says: /may not use TLS 1.3/,
    },
    "the class of a controller that nobody knows": {
      settings: NGINX,
      change: (bundle) => {
        plain("corporate")(bundle);
        portByNumber(bundle);
      },
      severity: "warning",
    },
    "an Ingress for Traefik without a transport": {
      settings: NGINX,
      change: plain("traefik"),
      says: /checks the server's certificate/,
      severity: "warning",
    },
    "an Ingress for Traefik without a scheme": {
      settings: NGINX,
      change: (bundle) => {
        plain("traefik")(bundle);
        portByNumber(bundle);
      },
      says: /^Traefik speaks plain HTTP/,
    },
    "a load balancer of AWS": { settings: NGINX, change: plain("alb"), says: /AWS/ },
    "a route without a scheme": {
      settings: TRAEFIK,
      change: (bundle) => {
        delete bundle.object("IngressRoute").spec.routes[0].services[0].scheme;
        bundle.object("Service", "certctl-server").spec.ports[0].name = "web";
      },
      at: "/spec/routes/0/services/0",
      severity: "error",
    },
    "a route without a transport": {
      settings: TRAEFIK,
      change: (bundle) => {
        delete bundle.object("IngressRoute").spec.routes[0].services[0].serversTransport;
      },
      severity: "warning",
    },
    "a gateway without a policy": { change: gateway, says: /no BackendTLSPolicy/, severity: "warning" },
  },
  silent: {
    nginx: { settings: NGINX },
    traefik: { settings: TRAEFIK },
    "nginx that passes TLS on": {
      settings: NGINX,
      change: plain("nginx", { "nginx.ingress.kubernetes.io/ssl-passthrough": "true" }),
    },
    "an Ingress for Traefik": {
      settings: NGINX,
      change: plain(
        "traefik",
        {},
        { "traefik.ingress.kubernetes.io/service.serverstransport": "certctl-server@kubernetescrd" },
      ),
    },
    "a load balancer of AWS that is told": {
      settings: NGINX,
      change: plain("alb", { "alb.ingress.kubernetes.io/backend-protocol": "HTTPS" }),
    },
    "Contour, told by the Service": {
      settings: NGINX,
      change: plain("contour", {}, { "projectcontour.io/upstream-protocol.tls": "8443" }),
    },
    "an Ingress for something else": {
      settings: NGINX,
      change: (bundle) => {
        plain("nginx")(bundle);
        bundle.object("Ingress").spec.rules[0].http.paths[0].backend.service.name = "other";
      },
    },
    "a gateway with a policy": (bundle) => {
      gateway(bundle);
      bundle.add({
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "BackendTLSPolicy",
        metadata: { name: "web", namespace: "certctl" },
        spec: { targetRefs: [{ group: "", kind: "Service", name: "certctl-server" }] },
      });
    },
    "a gateway and a port that says it": (bundle) => {
      gateway(bundle);
      bundle.object("Service", "certctl-server").spec.ports[0].appProtocol = "https";
    },
  },
});
