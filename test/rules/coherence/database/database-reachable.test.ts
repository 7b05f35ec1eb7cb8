/** The URL leads somewhere. */
import { databaseReachable } from "../../../../src/rules/coherence/database/database-reachable.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

function url(text: string): (bundle: Bundle) => void {
  return (bundle) => bundle.setVariable("server", "CERTCTL_DATABASE_URL", text);
}

function service(bundle: Bundle): Loose {
  return bundle.object("Service", bundle.workload("database").spec.serviceName);
}

describeRule(databaseReachable, {
  reports: {
    "a Service that is not there": {
      change: url("postgres://u:p@nowhere:5432/c?sslmode=disable"),
      says: /none of these objects/,
      severity: "warning",
      at: "/spec/template/spec/containers/0/env/6",
    },
    "a Service of another namespace that is not there": url("postgres://u:p@db.other.svc.cluster.local/c"),
    "a port that the Service does not have": {
      change: (bundle) => {
        service(bundle).spec.ports[0].port = 5433;
      },
      says: /port 5432.* 5433/,
      times: 2,
    },
    "a selector that picks nothing": {
      change: (bundle) => {
        service(bundle).spec.selector = { app: "typo" };
      },
      says: /selector picks none/,
      at: "/spec/selector",
      severity: "warning",
    },
    "localhost in a pod of one": {
      change: (bundle) => {
        bundle.pod("server").containers.splice(1);
        url("postgres://u:p@localhost/c")(bundle);
      },
      says: /localhost/,
    },
  },
  silent: {
    "a good bundle": {},
    "a host outside": url("postgres://u:p@db.example.com/c"),
    "an address outside": (bundle) => {
      bundle.pod("server").containers.splice(1);
      url("postgres://u:p@[fd00::1]:5433/c")(bundle);
    },
    "a URL that can't be read, which another rule says": url("postgres://u:12/34@nowhere/c"),
    "a URL that nobody knows": { settings: { profile: "ha", database: { type: "external" } } },
    "localhost beside a proxy": url("postgres://u:p@localhost/c"),
    "a Service without a selector, whose endpoints are there": (bundle) => {
      delete service(bundle).spec.selector;
      bundle.add({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata: { name: "db" } });
    },
    "an ExternalName": (bundle) => {
      service(bundle).spec = { type: "ExternalName", externalName: "db.example.com" };
    },
    "a Service that an operator makes": (bundle) => {
      url("postgres://u:p@db-rw/c")(bundle);
      bundle.add({ apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", metadata: { name: "db", namespace: "x" } });
    },
  },
});
