/** Ports behind Services. */
import { serviceTarget } from "../../../../src/rules/coherence/network/service-target.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const target = (name: string, port: string | number) => (bundle: Bundle) => {
  bundle.object("Service", name).spec.ports[0].targetPort = port;
};

describeRule(serviceTarget, {
  reports: {
    "a name that no container has": {
      change: target("certctl-server", "web"),
      says: /port web/,
      at: "/spec/ports/0/targetPort",
    },
    "a container without ports": (bundle) => {
      delete bundle.container("server").ports;
    },
    "a number at which PostgreSQL does not listen": {
      change: target("certctl-database", 5433),
      says: /listens at 5432/,
    },
  },
  silent: {
    "PostgreSQL at another port": (bundle) => {
      target("certctl-database", 5433)(bundle);
      bundle.setVariable("database", "PGPORT", "5433");
    },
    "a proxy before PostgreSQL": (bundle) => {
      target("certctl-database", 6432)(bundle);
      bundle.pod("database").containers.push({ name: "pool", image: "pgbouncer" });
    },
    "a Service of others": (bundle) => {
      target("certctl-server", "web")(bundle);
      bundle.object("Service", "certctl-server").spec.selector = { app: "other" };
    },
  },
});
