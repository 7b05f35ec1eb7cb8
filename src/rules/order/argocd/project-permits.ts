/** An Application's project permits its source, its destination and all kinds that it applies. */
import type { AppliedEnvironment, Resource } from "../../../model/applied.ts";
import { at, textOf } from "../../../model/json.ts";
import { isClusterKind } from "../../../order/cluster-kinds.ts";
import { type OwnedDelivery, ownedBy } from "../../../order/delivery.ts";
import { syncOptions } from "../../../order/sync-policy.ts";
import type { OrderRule, Problem } from "../../rule.ts";
import { type Destination, permitsDestination, permitsKind, permitsSource } from "./project.ts";

export const projectPermits: OrderRule = {
  name: "project-permits",
  severity: "error",
  title: "The project permits all that its Application reads and applies.",
  *check(environment) {
    for (const delivery of ownedBy(environment, "argocd")) {
      const project = projectOf(delivery, environment);
      if (project === undefined) continue;
      yield* sources(delivery, project);
      yield* destinations(delivery, project);
      yield* kinds(delivery, project);
      yield* ownNamespace(delivery, project);
    }
  },
};

/** A project that is not in the input permits what nobody here knows. */
function projectOf({ by, spec }: OwnedDelivery, { resources }: AppliedEnvironment): Resource | undefined {
  return resources.find(
    ({ id }) =>
      id.group === "argoproj.io" &&
      id.kind === "AppProject" &&
      id.name === spec.project &&
      (id.namespace === by.id.namespace || id.namespace === "" || by.id.namespace === ""),
  );
}

function* sources({ by, spec }: OwnedDelivery, project: Resource): Iterable<Problem> {
  const many = Array.isArray(spec.sources) ? spec.sources.map((_, index) => ["sources", index]) : [["source"]];
  for (const path of many) {
    const url = textOf(at(spec, ...path, "repoURL"));
    if (url === "" || permitsSource(project.manifest, url)) continue;
    yield {
      resource: by,
      path: ["spec", ...path, "repoURL"],
      message: "the project does not permit this repository: the Application applies nothing",
      fix: "Add it to the project's sourceRepos.",
    };
  }
}

function destinationOf({ spec }: OwnedDelivery, namespace: string): Destination {
  const { server, name } = (spec.destination ?? {}) as Record<string, unknown>;
  return { server: textOf(server), name: textOf(name), namespace };
}

function* destinations(delivery: OwnedDelivery, project: Resource): Iterable<Problem> {
  const usual = textOf(at(delivery.spec, "destination", "namespace"));
  if (!permitsDestination(project.manifest, destinationOf(delivery, usual))) {
    yield {
      resource: delivery.by,
      path: ["spec", "destination"],
      message: "the project does not permit this destination: the Application applies nothing",
      fix: "Add it to the project's destinations.",
    };
    return;
  }
  const used = delivery.resources.filter((one) => !isClusterKind(one)).map(({ id }) => id.namespace || usual);
  const refused = [...new Set(used)].filter(
    (one) => !permitsDestination(project.manifest, destinationOf(delivery, one)),
  );
  if (refused.length === 0) return;
  yield {
    resource: project,
    path: ["spec", "destinations"],
    message: `the Application has objects in ${refused.join(", ")}, where the project permits none: the sync fails`,
    fix: "Add the namespaces to the project's destinations.",
  };
}

function* kinds({ resources }: OwnedDelivery, project: Resource): Iterable<Problem> {
  for (const isCluster of [true, false]) {
    const field = isCluster ? "clusterResourceWhitelist" : "namespaceResourceWhitelist";
    const refused = resources
      .filter((one) => isClusterKind(one) === isCluster && !permitsKind(project.manifest, one.id, isCluster))
      .map(({ id }) => (id.group === "" ? id.kind : `${id.kind}.${id.group}`));
    if (refused.length === 0) continue;
    yield {
      resource: project,
      path: at(project.manifest, "spec", field) === undefined ? ["spec"] : ["spec", field],
      message: `the project does not permit ${[...new Set(refused)].sort().join(", ")}, which the Application applies: the sync fails`,
      fix: `Add what is missing to the project's ${field}, and take it out of its blacklist.`,
    };
  }
}

/** Refused at the first sync only: later the Namespace is there. */
function* ownNamespace({ by, spec }: OwnedDelivery, project: Resource): Iterable<Problem> {
  const index = syncOptions(spec).indexOf("CreateNamespace=true");
  const name = textOf(at(spec, "destination", "namespace"));
  if (index < 0 || permitsKind(project.manifest, { group: "", kind: "Namespace", name }, true)) return;
  yield {
    resource: by,
    path: ["spec", "syncPolicy", "syncOptions", index],
    message: "CreateNamespace makes a Namespace, which the project does not permit: the first sync fails",
    fix: "Add Namespace to the project's clusterResourceWhitelist, or make the Namespace beforehand.",
  };
}
