/** Where an Ingress leads. */
import { ingressRoute } from "../../../../src/rules/coherence/network/ingress-route.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const HA = { settings: { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } } };
const entry = (fields: object) => (bundle: Bundle) => {
  Object.assign(bundle.object("Ingress").spec.rules[0].http.paths[0], fields);
};
const service = (fields: object) => (bundle: Bundle) => {
  Object.assign(bundle.object("Ingress").spec.rules[0].http.paths[0].backend.service, fields);
};
const tls = (value: object[] | undefined) => (bundle: Bundle) => {
  bundle.object("Ingress").spec.tls = value;
};

describeRule(ingressRoute, {
  reports: {
    "a Service that is not there": {
      ...HA,
      change: service({ name: "other" }),
      says: /names a Service/,
      severity: "warning",
    },
    "a port that the Service lacks": { ...HA, change: service({ port: { number: 1 } }), says: /port 1/ },
    "a part of the paths": { ...HA, change: entry({ path: "/ui" }), says: /part of the paths/, severity: "warning" },
    "the top alone": { ...HA, change: entry({ pathType: "Exact" }), at: "/spec/rules/0/http/paths/0/pathType" },
    "no certificate": { ...HA, change: tls(undefined), says: /no tls/, severity: "warning" },
    "a certificate of another host": {
      ...HA,
      change: tls([{ hosts: ["b.example.com"], secretName: "a" }]),
      says: /a\.example\.com/,
    },
    "the controller's certificate": { ...HA, change: tls([{ hosts: ["a.example.com"] }]), severity: "info" },
  },
  silent: {
    "the server's": HA,
    "a wildcard": { ...HA, change: tls([{ hosts: ["*.example.com"], secretName: "a" }]) },
    "the API alone": { ...HA, change: entry({ path: "/api" }) },
    "a certificate of the load balancer": {
      ...HA,
      change: (bundle) => {
        tls(undefined)(bundle);
        bundle.object("Ingress").metadata.annotations["alb.ingress.kubernetes.io/certificate-arn"] = "arn";
      },
    },
  },
});
