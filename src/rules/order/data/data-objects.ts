/** Objects whose removal loses data, or stops the database that holds it. */
import type { AppliedEnvironment, Resource } from "../../../model/applied.ts";
import { installationsOf } from "../../certctl/installation.ts";

export type DataKind = "namespace" | "claim" | "database" | "cluster";

/** Claims, certctl's database, a CloudNativePG Cluster, and the namespaces in which these or parts of certctl are. */
export function dataObjects(environment: AppliedEnvironment): ReadonlyMap<Resource, DataKind> {
  const installations = installationsOf(environment);
  const databases = new Set(installations.flatMap((one) => one.databases.map(({ pod }) => pod.resource)));
  const data = new Map<Resource, DataKind>();
  for (const resource of environment.resources) {
    const { group, kind } = resource.id;
    if (group === "" && kind === "PersistentVolumeClaim") data.set(resource, "claim");
    else if (group === "postgresql.cnpg.io" && kind === "Cluster") data.set(resource, "cluster");
    else if (databases.has(resource)) data.set(resource, "database");
  }
  const namespaces = new Set([
    ...[...data.keys()].map(({ id }) => id.namespace),
    ...installations.flatMap(({ pods }) => pods.map(({ namespace }) => namespace)),
  ]);
  for (const resource of environment.resources) {
    const { group, kind, name } = resource.id;
    if (group === "" && kind === "Namespace" && namespaces.has(name)) data.set(resource, "namespace");
  }
  return data;
}
