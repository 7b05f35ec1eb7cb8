/** Nodes that certctl's images can run on. */
import { imageArchitecture } from "../../../../src/rules/coherence/images/image-architecture.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const affinity =
  (...terms: Loose[]) =>
  (bundle: Bundle) => {
    const pod = bundle.pod("server");
    delete pod.nodeSelector;
    pod.affinity.nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } };
  };
const arch = (...values: string[]) => ({
  matchExpressions: [{ key: "kubernetes.io/arch", operator: "In", values }],
});

describeRule(imageArchitecture, {
  reports: {
    "an architecture that no node has": {
      change: (bundle) => {
        bundle.pod("database").nodeSelector = { "kubernetes.io/arch": "x86" };
      },
      says: /no node is of the architecture x86/,
      severity: "error",
    },
    "a server on any node": {
      change: (bundle) => delete bundle.pod("server").nodeSelector,
      says: /on an arm64 node it never starts/,
      at: "/spec/template/spec",
      severity: "warning",
    },
    "an agent on any Linux node": (bundle) => {
      bundle.pod("agent").nodeSelector = { "kubernetes.io/os": "linux" };
    },
    "a migration on any node": (bundle) => delete bundle.pod("migrate").nodeSelector,
    "the chart's image": (bundle) => {
      delete bundle.pod("server").nodeSelector;
      for (const one of bundle.pod("server").containers) one.image = "ghcr.io/certctl-io/certctl:2.1.0";
    },
    "a server on arm64 nodes": {
      change: (bundle) => {
        bundle.pod("server").nodeSelector = { "kubernetes.io/arch": "arm64" };
      },
      says: /may run on arm64 nodes/,
      at: "/spec/template/spec/nodeSelector/kubernetes.io/arch",
      severity: "error",
    },
    "an affinity for both": {
      change: affinity(arch("amd64", "arm64")),
      says: /may run on arm64 nodes/,
      severity: "error",
    },
    "an affinity of which one term says nothing": affinity(arch("amd64"), { matchExpressions: [] }),
    "an affinity that is no list": affinity("amd64"),
  },
  silent: {
    "a node selector": {},
    "the older label": (bundle) => {
      bundle.pod("server").nodeSelector = { "beta.kubernetes.io/arch": "amd64" };
    },
    "an affinity": affinity(arch("amd64")),
    "a named node": (bundle) => {
      delete bundle.pod("server").nodeSelector;
      bundle.pod("server").nodeName = "a";
    },
    "an image of one's own": (bundle) => {
      delete bundle.pod("server").nodeSelector;
      for (const one of bundle.pod("server").containers) one.image = "r.example/pki:1";
    },
    "a database on any node": (bundle) => delete bundle.pod("database").nodeSelector,
  },
});
