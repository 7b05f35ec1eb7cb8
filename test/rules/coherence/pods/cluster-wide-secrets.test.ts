/** Rights to Secrets. */
import { clusterWideSecrets } from "../../../../src/rules/coherence/pods/cluster-wide-secrets.ts";
import type { Bundle, Loose } from "../../bundle.ts";
import { describeRule } from "../../cases.ts";

const GROUP = "rbac.authorization.k8s.io";
const apiVersion = `${GROUP}/v1`;
const SERVER = { kind: "ServiceAccount", name: "certctl-server", namespace: "certctl" };

const bound =
  (rule: Loose, subject: Loose = SERVER) =>
  (bundle: Bundle) =>
    bundle.add(
      {
        apiVersion,
        kind: "ClusterRole",
        metadata: { name: "wide" },
        rules: [{ apiGroups: [""], verbs: ["get"], ...rule }],
      },
      {
        apiVersion,
        kind: "ClusterRoleBinding",
        metadata: { name: "wide" },
        roleRef: { apiGroup: GROUP, kind: "ClusterRole", name: "wide" },
        subjects: [subject],
      },
    );

const inNamespace = (bundle: Bundle): void =>
  bundle.add(
    {
      apiVersion,
      kind: "Role",
      metadata: { name: "narrow", namespace: "certctl" },
      rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
    },
    {
      apiVersion,
      kind: "RoleBinding",
      metadata: { name: "narrow", namespace: "certctl" },
      roleRef: { apiGroup: GROUP, kind: "Role", name: "narrow" },
      subjects: [SERVER],
    },
  );

const builtIn =
  (name: string) =>
  (bundle: Bundle): void => {
    bound({})(bundle);
    bundle.object("ClusterRoleBinding").roleRef.name = name;
  };

describeRule(clusterWideSecrets, {
  reports: {
    "a ClusterRole of the server": { change: bound({ resources: ["secrets"] }), says: /every Secret/, at: "/roleRef" },
    "a ClusterRole of every account": bound(
      { resources: ["*"] },
      { kind: "Group", name: "system:serviceaccounts:certctl" },
    ),
    "the cluster's administrator": builtIn("cluster-admin"),
    "a Role in the namespace": { change: inNamespace, says: /Secrets of a namespace/, severity: "warning" },
    "agents without an account of their own": (bundle) => {
      delete bundle.pod("agent").serviceAccountName;
      bound(
        { resources: ["secrets"] },
        { kind: "ServiceAccount", name: "default", namespace: "certctl-agents" },
      )(bundle);
    },
  },
  silent: {
    "no binding": {},
    "a binding without rules": (bundle) => {
      bound({ resources: ["secrets"] })(bundle);
      bundle.object("ClusterRole").rules = [];
    },
    "a right to other objects": bound({ resources: ["pods"] }),
    "a right to one Secret": bound({ resources: ["secrets"], resourceNames: ["a"] }),
    "somebody else's right": bound({ resources: ["secrets"] }, { ...SERVER, namespace: "other" }),
    "the cluster's reader": builtIn("view"),
    "a Role for a sidecar": (bundle) => {
      inNamespace(bundle);
      bundle.pod("server").containers.push({ name: "other", image: "other" });
      for (const part of ["migrate", "enroll"] as const) bundle.pod(part).serviceAccountName = "default";
    },
  },
});
