/** The server's Service, by HTTPS. */
import { agentServerUrl } from "../../../../src/rules/coherence/agents/agent-server-url.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const to = (url: string) => (bundle: Bundle) => bundle.setVariable("agent", "CERTCTL_SERVER_URL", url);

describeRule(agentServerUrl, {
  reports: {
    "a script that calls no Service": {
      change: (bundle) => bundle.setVariable("enroll", "CERTCTL_SERVER_URL", "https://nobody.certctl.svc:8443"),
      says: /no such Service/,
    },
    "a script that speaks HTTP": {
      change: (bundle) => bundle.setVariable("enroll", "CERTCTL_SERVER_URL", "http://certctl-server.certctl.svc:8443"),
      says: /the script fails/,
    },
    "a Service without a selector": {
      change: (bundle) => {
        delete bundle.object("Service", "certctl-server").spec.selector;
      },
      says: /without a selector/,
      times: 2,
    },
    "plain HTTP": { change: to("http://certctl-server.certctl.svc:8443"), says: /does not start with https/ },
    "a name that is looked up in the agents' namespace": {
      change: to("https://certctl-server:8443"),
      says: /no such Service/,
    },
    "a Service that is not there": {
      change: to("https://other.certctl.svc.cluster.local:8443"),
      says: /no such Service/,
    },
    "the database": { change: to("https://certctl-database.certctl.svc:5432"), says: /not the server's/ },
    "a port that the Service does not have": {
      change: to("https://certctl-server.certctl.svc"),
      says: /calls port 443, .* \(8443\)/,
    },
    "its own pod": { change: to("https://localhost:8443"), says: /own pod/ },
    nothing: (bundle) => {
      delete bundle.container("agent").envFrom;
    },
  },
  silent: {
    "the Service with its namespace": {},
    "a host outside": to("https://certctl.example.com"),
    "an address outside": to("https://[fd00::1]:8443"),
    "an address that a person gives by a flag": (bundle) => {
      to("http://ignored")(bundle);
      bundle.container("agent").command = ["/app/agent", "-server=https://certctl.example.com"];
    },
    "a Service without a selector": (bundle) => {
      const metadata = { name: "elsewhere", namespace: "certctl" };
      bundle.add({ apiVersion: "v1", kind: "Service", metadata, spec: { ports: [{ port: 1 }] } });
      to("https://elsewhere.certctl.svc:8443")(bundle);
    },
    "agents alone": (bundle) => {
      for (const kind of ["Deployment", "Service", "Job", "StatefulSet"]) {
        for (const object of bundle.manifests.filter((m) => m.kind === kind)) bundle.remove(object);
      }
      to("https://somewhere:8443")(bundle);
    },
    "a URL that is not in the input": (bundle) =>
      bundle.setVariable("agent", "CERTCTL_SERVER_URL", { configMapKeyRef: { name: "elsewhere", key: "url" } }),
  },
});
