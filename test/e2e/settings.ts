/** What the environment says of an end-to-end run: which cluster, which git server, which versions of certctl. */
import { fileURLToPath } from "node:url";

const said = (name: string): string | undefined => {
  const value = process.env[name] ?? "";
  return value === "" ? undefined : value;
};

export const SETTINGS = {
  /** A repository as the engines read it: an address that Argo CD and Flux reach. */
  gitUrl: said("E2E_GIT_URL") ?? "",
  /** The same repository as this machine pushes to it. Each scenario has a branch there. */
  gitPushUrl: said("E2E_GIT_PUSH_URL") ?? said("E2E_GIT_URL") ?? "",
  /** Appended to the names of clusters and namespaces, where several runs share a cluster. */
  suffix: said("E2E_SUFFIX") ?? "",
  /** The version to install; its images can be pulled by the nodes. */
  version: said("E2E_CERTCTL_VERSION") ?? "v2.1.7",
  /** The version to upgrade to. */
  nextVersion: said("E2E_CERTCTL_NEXT_VERSION"),
} as const;

/** Why nothing can be run, or undefined. */
export const NOT_RUN = ["KUBECONFIG", "E2E_GIT_URL"].every((name) => said(name) !== undefined)
  ? undefined
  : "KUBECONFIG and E2E_GIT_URL are not both set: NOTHING WAS INSTALLED ANYWHERE";

/** Where the reports go; git ignores it. */
export const REPORTS = fileURLToPath(new URL("../../e2e-report/", import.meta.url));

/** The built program, as a user runs it. */
export const PROGRAM = fileURLToPath(new URL("../../dist/certctl-gitops.js", import.meta.url));
