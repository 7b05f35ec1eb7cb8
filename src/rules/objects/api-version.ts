/** API versions that the cluster's Kubernetes no longer has, or soon won't have. */
import { endedApi } from "../../k8s/api-versions.ts";
import type { ObjectRule } from "../rule.ts";

export const apiVersion: ObjectRule = {
  name: "api-version",
  severity: "error",
  title: "Every API version is one that the cluster's Kubernetes serves, and will go on serving.",
  *check(resource, { kubernetes: [, minor] }) {
    const { apiVersion, kind } = resource.manifest;
    const ended = endedApi(apiVersion, kind);
    if (ended === undefined || ended.deprecated > minor) return;
    const { removed, instead } = ended;
    const isGone = removed !== undefined && removed <= minor;
    const end = removed === undefined ? "" : ` and removed in Kubernetes 1.${removed}`;
    yield {
      resource,
      path: ["apiVersion"],
      severity: isGone ? "error" : "warning",
      message: isGone
        ? `Kubernetes 1.${minor} has no ${kind} in ${apiVersion}: it was removed in 1.${removed}`
        : `${kind} in ${apiVersion} is deprecated since Kubernetes 1.${ended.deprecated}${end}`,
      fix: instead === undefined ? "Remove it: nothing took its place." : `Write it as ${instead}.`,
    };
  },
};
