/** What a namespace's level refuses. */
import { podAdmitted } from "../../../../src/rules/coherence/pods/pod-admitted.ts";
import type { Bundle } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const LEVEL = "pod-security.kubernetes.io/enforce";

const enforce =
  (level: string, namespace = "certctl-agents") =>
  (bundle: Bundle) => {
    bundle.object("Namespace", namespace).metadata.labels[LEVEL] = level;
  };

describeRule(podAdmitted, {
  reports: {
    "a level that is none": {
      change: (bundle) => {
        bundle.object("Namespace", "certctl").metadata.labels["pod-security.kubernetes.io/warn"] = "strict";
      },
      says: /level strict/,
    },
    "a Job beside certctl": {
      change: (bundle) => {
        delete bundle.container("credentials").securityContext;
      },
      says: /level restricted/,
    },
    "folders of the node under restricted": {
      change: enforce("restricted"),
      says: /level restricted, .*a hostPath volume/,
    },
    "folders of the node under baseline": {
      change: enforce("baseline"),
      says: /: a hostPath volume$/,
      at: "/spec/template/spec/volumes/0",
    },
    "a server without a profile": {
      change: (bundle) => {
        delete bundle.pod("server").securityContext.seccompProfile;
      },
      says: /no seccompProfile/,
    },
    "a volume of NFS": {
      change: (bundle) => bundle.pod("server").volumes.push({ name: "n", nfs: { server: "n", path: "/" } }),
      says: /a nfs volume/,
    },
    "a container with the node's port": (bundle) => {
      bundle.container("server").ports[0].hostPort = 8443;
    },
  },
  silent: {
    "what the levels allow": {},
    "restricted settings under baseline": enforce("baseline", "certctl"),
    "a namespace that is not in the input": (bundle) => {
      enforce("restricted")(bundle);
      bundle.remove(bundle.object("Namespace", "certctl-agents"));
    },
    "a level that only warns": (bundle) => {
      bundle.object("Namespace", "certctl-agents").metadata.labels = {
        "pod-security.kubernetes.io/warn": "restricted",
      };
    },
  },
});
