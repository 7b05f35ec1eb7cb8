/** No Service puts a variable of its own in the place of one of certctl's. */
import { SERVER_VARIABLES } from "../../../certctl/variables.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { portProblem } from "./server-listens.ts";

export const serviceLinks: CoherenceRule = {
  name: "service-links",
  severity: "warning",
  title: "kubelet's variables of Services are no variables of certctl.",
  *check(installation) {
    for (const server of installation.servers) yield* problems(server, installation);
  },
};

function* problems(server: Program, installation: Installation): Iterable<Problem> {
  const { pod, variables } = server;
  if (pod.spec.enableServiceLinks === false) return;
  for (const { id } of installation.objects.ofKind("", "Service")) {
    const name = `${id.name.toUpperCase().replaceAll("-", "_")}_PORT`;
    if (id.namespace !== pod.namespace || !SERVER_VARIABLES.has(name) || variables.has(name)) continue;
    // Then the port is wrong, whoever says nothing.
    if ([...portProblem(server, installation)].length > 0) continue;
    yield {
      resource: pod.resource,
      path: pod.path,
      message: `kubelet gives the pod ${name}=tcp://... for a Service of that name; certctl can't read it as a port and takes its default without a word`,
      fix: `Set enableServiceLinks of the pod to false, or set ${name}.`,
    };
  }
}
