/** The role of the agents' key. */
import { agentRole } from "../../../../src/rules/coherence/access/agent-role.ts";
import { type Bundle, secret } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const withoutGrant = (bundle: Bundle) => bundle.remove(bundle.workload("enroll"));

describeRule(agentRole, {
  reports: {
    "no Job that grants it": {
      change: withoutGrant,
      says: /the role r-agent/,
      severity: "warning",
      at: "/spec/template/spec/containers/0/env/3",
    },
    "a word that only looks like it": (bundle) => {
      withoutGrant(bundle);
      bundle.add({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { a: "server-agent" } });
    },
  },
  silent: {
    "a Job that asks the API": {},
    "SQL in a ConfigMap": (bundle) => {
      withoutGrant(bundle);
      const data = { "roles.sql": "INSERT INTO actor_roles VALUES ('a', 'agent', 'APIKey', 'r-agent', 't-default')" };
      bundle.add({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", namespace: "certctl" }, data });
    },
    "a script of somebody else": (bundle) => {
      withoutGrant(bundle);
      const args = ['curl -d "{\\"role_id\\":\\"$ROLE\\"}" https://certctl/api/v1/auth/keys/agent/roles'];
      const template = { spec: { containers: [{ name: "a", image: "curl", args }] } };
      bundle.add({ apiVersion: "batch/v1", kind: "Job", metadata: { name: "x" }, spec: { template } });
    },
    "an administrator's key": (bundle) => {
      withoutGrant(bundle);
      bundle.add(
        secret("certctl-agents", "certctl-agent", { "api-key": "1a", "enroll-key": "e" }),
        secret("certctl", "certctl-server", { "api-keys-named": "root:1a:admin" }),
      );
    },
    "a release without roles": (bundle) => {
      withoutGrant(bundle);
      bundle.container("server").image = "ghcr.io/certctl-io/certctl-server:v2.0.72";
    },
    "no agents": { settings: { agents: { kind: "off" } }, change: withoutGrant },
    "agents alone, whose server is elsewhere": (bundle) => {
      withoutGrant(bundle);
      bundle.remove(bundle.workload("server"));
      bundle.remove(bundle.workload("migrate"));
    },
  },
});
