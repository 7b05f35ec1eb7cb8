/** Images that exist, each with its own program. */
import { imageName } from "../../../../src/rules/coherence/images/image-name.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const serverImage = (image: string) => (bundle: Bundle) => {
  bundle.container("server").image = image;
};
const agentImage = (image: string) => (bundle: Bundle) => {
  bundle.container("agent").image = image;
};

describeRule(imageName, {
  reports: {
    "another name in certctl's registry": {
      change: (bundle) => {
        bundle.container("server", "tls-reload").image = "ghcr.io/certctl-io/certctl-sever:v2.1.7";
      },
      says: /pushes an image/,
    },
    "an official image that is none": {
      change: (bundle) => {
        bundle.container("database").image = "postgresql:16-alpine";
      },
      says: /no official image/,
      severity: "warning",
    },
    "the chart's default": {
      change: serverImage("ghcr.io/certctl-io/certctl:2.1.0"),
      says: /no release of certctl pushes the image ghcr.io\/certctl-io\/certctl /,
      at: "/spec/template/spec/containers/0/image",
      severity: "error",
    },
    "certctl in a registry of one's own": { change: serverImage("r.example/certctl:v2.1.7"), severity: "warning" },
    "the old namespace": {
      change: agentImage("ghcr.io/shankar0123/certctl-agent:v2.1.7"),
      says: /from v2.0.68 on/,
      severity: "error",
    },
    "the old namespace without a tag": agentImage("ghcr.io/shankar0123/certctl-agent"),
    "a release that the new namespace never had": {
      change: serverImage("ghcr.io/certctl-io/certctl-server:v2.0.9"),
      says: /never pushed/,
    },
    "a sidecar of the old namespace": (bundle) => {
      bundle.container("server", "tls-reload").image = "ghcr.io/shankar0123/certctl-server:v2.1.7";
    },
    "Docker Hub": { change: serverImage("certctl-io/certctl-server:v2.1.7"), severity: "warning" },
    "a migration with the agent's image and the server's command": {
      change: (bundle) => {
        bundle.container("migrate").image = "ghcr.io/certctl-io/certctl-agent:v2.1.7";
        bundle.container("migrate").command = ["/app/server"];
      },
      says: /does not hold \/app\/server/,
    },
    "an agent's command in the server's image": {
      change: (bundle) => {
        bundle.container("agent").image = "ghcr.io/certctl-io/certctl-server:v2.1.7";
        bundle.container("agent").command = ["/app/agent"];
      },
      says: /does not hold \/app\/agent/,
    },
    "a server that runs the agent": {
      change: (bundle) => {
        bundle.remove(bundle.workload("migrate"));
        bundle.container("server").image = "ghcr.io/certctl-io/certctl-agent:v2.1.7";
      },
      says: /variables of the server and runs the agent/,
    },
    "an agent that runs the server": {
      change: (bundle) => {
        const agent = bundle.container("agent");
        agent.image = "ghcr.io/certctl-io/certctl-server:v2.1.7";
        delete agent.command;
        bundle.workload("agent").metadata.namespace = "certctl";
        for (const map of bundle.manifests.filter((m) => m.kind === "ConfigMap")) map.metadata.namespace = "certctl";
      },
      says: /variables of the agent and runs the server/,
    },
  },
  silent: {
    "what releases push": {},
    "a mirror": serverImage("mirror.example:5000/ghcr/certctl-io/certctl-server:v2.1.7"),
    "a mirror on Docker Hub": serverImage("acme/certctl-server:v2.1.7"),
    "an old release where it was pushed": serverImage("ghcr.io/shankar0123/certctl-server:v2.0.60"),
    "an image of one's own": serverImage("r.example/pki/control-plane:7"),
  },
});
