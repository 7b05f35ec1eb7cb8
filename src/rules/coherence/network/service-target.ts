/** Services lead to ports that the pods behind them have. */
import type { Resource } from "../../../model/applied.ts";
import { objectsAt } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { containersOf, type Pod, wordsOf } from "../../pods/pod.ts";
import { portNumber } from "../../pods/ports.ts";
import type { CoherenceRule } from "../../rule.ts";

export const serviceTarget: CoherenceRule = {
  name: "service-target",
  severity: "error",
  title: "A Service's targetPort is one at which the pods behind it listen.",
  *check(installation) {
    const { objects, servers, databases } = installation;
    const behind = new Map<Resource, Pod[]>();
    for (const { pod } of [...servers, ...databases]) {
      for (const service of objects.servicesOf(pod)) behind.set(service, [...(behind.get(service) ?? []), pod]);
    }
    for (const [resource, pods] of behind) {
      for (const [index, port] of objectsAt(resource.manifest, "spec", "ports")) {
        const target = port.targetPort ?? port.port;
        const numbers = numbersOf(target, pods);
        const message =
          numbers.length === 0
            ? `the Service leads to the port ${target}, which no container behind it has: nobody answers`
            : postgresFault(numbers, pods, installation);
        if (message === undefined) continue;
        const path = ["spec", "ports", index, ...(port.targetPort === undefined ? [] : ["targetPort"])];
        yield {
          resource,
          path,
          message,
          fix: "Make targetPort a port of the pod's container, by its name or its number.",
        };
      }
    }
  },
};

function numbersOf(target: unknown, pods: readonly Pod[]): readonly number[] {
  if (typeof target === "number") return [target];
  return pods.flatMap((pod) =>
    containersOf(pod)
      .map((container) => portNumber(container, target))
      .filter((one) => one !== undefined),
  );
}

/** What the server listens to, another rule looks at. */
function postgresFault(
  numbers: readonly number[],
  pods: readonly Pod[],
  { databases }: Installation,
): string | undefined {
  const database = databases.find(({ pod }) => pods.includes(pod));
  if (
    database === undefined ||
    pods.some((pod) => containersOf(pod).filter(({ runs }) => runs !== "before").length > 1)
  ) {
    return undefined;
  }
  const listens = postgresPort(database);
  if (listens === undefined || numbers.includes(listens)) return undefined;
  return `the Service leads to port ${numbers.join(", ")}, and PostgreSQL listens at ${listens}: nobody answers`;
}

function postgresPort({ container, variables }: Program): number | undefined {
  if (/(^|\s)-p|port/.test(wordsOf(container).join(" "))) return undefined;
  const text = variables.get("PGPORT")?.text ?? "";
  return text === "" ? 5432 : /^\d+$/.test(text) ? Number(text) : undefined;
}
