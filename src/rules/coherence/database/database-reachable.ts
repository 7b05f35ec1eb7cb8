/** The host and port of the database URL lead to a Service and a PostgreSQL, where they can be seen. */

import type { Resource } from "../../../model/applied.ts";
import { at, objectsAt } from "../../../model/json.ts";
import { databaseAddress } from "../../certctl/database-url.ts";
import type { Installation } from "../../certctl/installation.ts";
import { isOperators } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { isLoopback, isServiceName } from "../../pods/hosts.ts";
import { imageName } from "../../pods/image-name.ts";
import { containersOf, objectAt, podOf, podsIn } from "../../pods/pod.ts";
import { selects } from "../../pods/selectors.ts";
import type { CoherenceRule, Fault, Problem } from "../../rule.ts";

export const databaseReachable: CoherenceRule = {
  name: "database-reachable",
  severity: "error",
  title: "The database URL leads to a Service that is there, at its port, and to a pod behind it.",
  setting: "database",
  *check(installation) {
    if (installation.environment.resources.some(({ id }) => isOperators(id.group))) return;
    const reported = new Set<Resource>();
    for (const program of [...installation.servers, ...installation.migrations]) {
      for (const problem of problems(program, installation)) {
        // What is wrong with the Service is wrong once, whoever calls it.
        if (problem.resource !== program.pod.resource && reported.has(problem.resource)) continue;
        reported.add(problem.resource);
        yield problem;
      }
    }
  },
};

function* problems(program: Program, { objects, environment }: Installation): Iterable<Problem> {
  const { host, port, fault } = databaseAddress(program) ?? {};
  // Of a URL that can't be read, a part of the password may stand in the port's place.
  if (host === undefined || fault !== undefined) return;
  const here = { resource: program.pod.resource, path: program.variables.get("CERTCTL_DATABASE_URL")?.path ?? [] };
  if (isLoopback(host)) {
    if (containersOf(program.pod).filter(({ runs }) => runs !== "before").length < 2) yield { ...here, ...alone(host) };
    return;
  }
  const service = objects.serviceAt(host, program.pod.namespace);
  if (service === undefined) {
    if (isServiceName(host)) yield { ...here, ...noService() };
    return;
  }
  if (at(service.manifest, "spec", "type") === "ExternalName") return;
  const ports = objectsAt(service.manifest, "spec", "ports")
    .map(([, one]) => one.port)
    .filter((one) => typeof one === "number")
    .map(String);
  if (port !== undefined && ports.length > 0 && !ports.includes(port)) yield { ...here, ...wrongPort(port, ports) };
  if (!hasPods(service, environment.resources)) yield noPods(service);
  else if (isLeft(service, environment.resources)) yield noSelector(service);
}

function hasPods(service: Resource, resources: readonly Resource[]): boolean {
  const selector = objectAt(service.manifest, "spec", "selector");
  if (Object.keys(selector).length === 0) return true;
  return resources.some((resource) => {
    const pod = podOf(resource);
    return pod !== undefined && pod.namespace === service.id.namespace && selects(selector, pod.labels);
  });
}

/** Nothing says where it leads, while a PostgreSQL is there. */
function isLeft({ manifest, id }: Resource, resources: readonly Resource[]): boolean {
  if (Object.keys(objectAt(manifest, "spec", "selector")).length > 0) return false;
  if (resources.some((one) => one.id.kind === "Endpoints" || one.id.kind === "EndpointSlice")) return false;
  return podsIn(resources).some(
    (pod) =>
      pod.namespace === id.namespace &&
      ["StatefulSet", "Deployment"].includes(pod.resource.id.kind) &&
      containersOf(pod).some(({ image }) => imageName(image).base === "postgres"),
  );
}

function noSelector(service: Resource): Problem {
  return {
    resource: service,
    path: ["spec"],
    severity: "warning",
    message:
      "the database URL leads to this Service, which has no selector, and none of these objects gives it endpoints: it does not lead to the PostgreSQL that is here",
    fix: "Set spec.selector to the labels of PostgreSQL's pods.",
  };
}

function alone(host: string): Fault {
  return {
    message: `the database URL says ${host}, and no other container runs in the pod: nothing answers there, and certctl exits`,
    fix: "Name the Service of PostgreSQL, or the host of the database.",
  };
}

function noService(): Fault {
  return {
    severity: "warning",
    message:
      "the database URL names a Service that none of these objects is: unless something else makes it, certctl exits",
    fix: "Correct the host, or include the Service's manifest.",
  };
}

function wrongPort(port: string, ports: readonly string[]): Fault {
  return {
    message: `the database URL says port ${port}, but the Service of that name has ${ports.join(", ")}: nobody answers, and certctl exits`,
    fix: "Make the URL's port one of the Service's.",
  };
}

function noPods(service: Resource): Problem {
  return {
    resource: service,
    path: ["spec", "selector"],
    severity: "warning",
    message:
      "the database URL leads to this Service, but its selector picks none of the pods here: unless something else makes them, nobody answers",
    fix: "Make the selector the labels of PostgreSQL's pods.",
  };
}
