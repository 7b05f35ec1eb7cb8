/** What the API server asks of Services, Ingresses and policies. */
import { networkComplete } from "../../../src/rules/objects/network-complete.ts";
import { describeObjectRule } from "../cases.ts";

const object = (apiVersion: string, kind: string, spec: object | undefined) => ({
  apiVersion,
  kind,
  metadata: { name: "a" },
  ...(spec === undefined ? {} : { spec: spec as never }),
});
const ingress = (rule: object) => object("networking.k8s.io/v1", "Ingress", { rules: [rule] });
const backend = { service: { name: "a", port: { number: 1 } } };
const path = (entry: object) => ingress({ http: { paths: [{ path: "/", pathType: "Prefix", backend, ...entry }] } });

describeObjectRule(networkComplete, {
  reports: {
    "a Service without ports": { object: object("v1", "Service", { selector: { a: "b" } }), says: /no ports/ },
    "two ports and one name": {
      object: object("v1", "Service", { ports: [{ name: "a", port: 1 }, { port: 2 }] }),
      says: /needs a name/,
    },
    "an address that is none": {
      object: object("v1", "Service", { clusterIP: "none", ports: [{ port: 1 }] }),
      says: /no address/,
    },
    "a peer that is nobody": {
      object: object("networking.k8s.io/v1", "NetworkPolicy", { ingress: [{ from: [{}] }] }),
      at: "/spec/ingress/0/from/0",
    },
    "an Ingress that leads nowhere": {
      object: object("networking.k8s.io/v1", "Ingress", undefined),
      says: /neither rules/,
    },
    "a rule that leads nowhere": { object: ingress({ host: "a" }), says: /rule leads nowhere/ },
    "a path that is none": { object: path({ pathType: "Prefix", path: "a" }), says: /begin with/ },
    "a path without a backend": { object: path({ backend: {} }), says: /no backend/ },
    "a backend without a port": { object: path({ backend: { service: { name: "a" } } }), says: /no port/ },
  },
  silent: {
    "a headless Service": object("v1", "Service", { clusterIP: "None" }),
    "a name of another host": object("v1", "Service", { type: "ExternalName", externalName: "a.b" }),
    "a policy that lets everybody in": object("networking.k8s.io/v1", "NetworkPolicy", { ingress: [{}] }),
    "an Ingress": path({}),
    "another Service": object("example.com/v1", "Service", {}),
  },
});
