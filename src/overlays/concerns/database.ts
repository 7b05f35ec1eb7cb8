/** This cluster's database: the size of the embedded one, or the Secrets that lead to one elsewhere. */
import { DATABASE_CA_SECRET } from "../../certctl/base-names.ts";
import { DATABASE, SECRETS } from "../../certctl/names.ts";
import { DATABASE_MAX_CONNECTIONS, DATABASE_RESOURCES, DATABASE_STORAGE } from "../../certctl/profiles.ts";
import type { Environment } from "../../model/environment.ts";
import { type Contribution, merge, replace } from "../contribution.ts";
import { resources } from "../resources.ts";
import { containerPatch, DATABASE_WORKLOAD, MIGRATE_WORKLOAD, podPatch, SERVER_WORKLOAD } from "../workloads.ts";

export function database(env: Environment): Contribution[] {
  return env.database.type === "embedded" ? embedded(env) : external(env);
}

function embedded(env: Environment): Contribution[] {
  if (env.database.type !== "embedded") return [];
  const { storage, maxConnections, resources: wanted } = env.database;
  const changes: Contribution[] = [];
  const target = { kind: "StatefulSet", name: DATABASE };
  if (storage.size !== DATABASE_STORAGE || storage.className !== "") {
    const className = storage.className === "" ? {} : { storageClassName: storage.className };
    const value = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: storage.size } }, ...className };
    const why = "The disk of this cluster's database. It can't be changed once the StatefulSet exists.";
    changes.push(replace("database", "storage.yaml", why, target, { "/spec/volumeClaimTemplates/0/spec": value }));
  }
  if (maxConnections !== DATABASE_MAX_CONNECTIONS) {
    const args = ["postgres", "-c", `max_connections=${maxConnections}`];
    const why = "How many connections this cluster's database allows.";
    changes.push(merge("database", "max-connections.yaml", why, containerPatch(DATABASE_WORKLOAD, { args })));
  }
  changes.push(...resources(DATABASE_WORKLOAD, wanted, DATABASE_RESOURCES, "this cluster's database"));
  return changes;
}

function external(env: Environment): Contribution[] {
  if (env.database.type !== "external") return [];
  const { secretName, caSecretName } = env.database;
  const readers = [MIGRATE_WORKLOAD, SERVER_WORKLOAD];
  const changes: Contribution[] = readers.map(({ stage }) => ({ stage, component: "database-external" }));
  if (caSecretName !== "") changes.push(...readers.map(({ stage }) => ({ stage, component: "database-ca" })));
  for (const workload of readers) {
    if (secretName !== SECRETS.database) {
      const variable = { name: "CERTCTL_DATABASE_URL", valueFrom: { secretKeyRef: { name: secretName, key: "url" } } };
      const why = "The Secret with the URL of this cluster's database.";
      changes.push(merge(workload.stage, "database-secret.yaml", why, containerPatch(workload, { env: [variable] })));
    }
    if (caSecretName !== "" && caSecretName !== DATABASE_CA_SECRET) {
      const volumes = [{ name: "database-ca", secret: { secretName: caSecretName } }];
      const why = "The Secret with the authority of this cluster's database.";
      changes.push(merge(workload.stage, "database-ca.yaml", why, podPatch(workload, { volumes })));
    }
  }
  return changes;
}
