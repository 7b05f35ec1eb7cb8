/** One release for all parts. */
import { sameVersion } from "../../../../src/rules/coherence/images/same-version.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const SERVER = "ghcr.io/certctl-io/certctl-server";
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const images = (server: string, migrate: string) => (bundle: Bundle) => {
  bundle.container("server").image = server;
  bundle.container("migrate").image = migrate;
};

describeRule(sameVersion, {
  reports: {
    "a migration of an older release": {
      change: images(`${SERVER}:v2.1.7`, `${SERVER}:v2.1.6`),
      says: /migration runs another release/,
      at: "/spec/template/spec/containers/0/image",
      severity: "error",
    },
    "a migration with another digest": images(`${SERVER}@${digest("0")}`, `${SERVER}:v2.1.7@${digest("1")}`),
    "an older agent": {
      change: (bundle) => {
        bundle.container("agent").image = "ghcr.io/certctl-io/certctl-agent:v2.1.6";
      },
      says: /agent is of another release/,
      severity: "warning",
    },
    "servers of two releases": {
      change: (bundle) => {
        const other = structuredClone(bundle.workload("server"));
        other.metadata.name = "other";
        other.spec.template.spec.containers[0].image = `${SERVER}:v2.1.6`;
        bundle.add(other);
      },
      says: /servers of two releases/,
      severity: "warning",
    },
  },
  silent: {
    "one release": {},
    "one release from two registries": images(`${SERVER}:v2.1.7`, "r.example/certctl-server:v2.1.7"),
    "one digest": images(`${SERVER}@${digest("0")}`, `${SERVER}@${digest("0")}`),
    "a digest and a tag, which can't be compared": images(`${SERVER}@${digest("0")}`, `${SERVER}:v2.1.7`),
    "digests of server and agent": (bundle) => {
      bundle.container("server").image = `${SERVER}@${digest("0")}`;
      bundle.container("migrate").image = `${SERVER}@${digest("0")}`;
      bundle.container("agent").image = `ghcr.io/certctl-io/certctl-agent@${digest("1")}`;
    },
    "images of one's own": images("r.example/pki:1", "r.example/pki:2"),
  },
});
