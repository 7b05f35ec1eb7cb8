/** Everything that a person would read to find out why an installation does not come up. */
import type { Installation } from "./installation.ts";
import { logsOf, type Pod, type Thing } from "./kube.ts";

/** Lines of the engine, of pods and their logs, and of events, each with where it stands. */
export async function evidence(it: Installation, commit: string): Promise<string[]> {
  const lines = [...(await it.engine.complaints(commit))].map((line) => `${it.engineName}: ${line}`);
  interface Event extends Thing {
    readonly message?: string;
    readonly involvedObject?: { readonly kind: string; readonly name: string };
  }
  for (const namespace of [it.namespace, it.agents]) {
    for (const pod of await it.kube.list<Pod>("pods", namespace)) lines.push(...(await ofPod(namespace, pod)));
    for (const { message, involvedObject } of await it.kube.list<Event>("events", namespace)) {
      lines.push(`event of ${involvedObject?.kind} ${involvedObject?.name}: ${message}`);
    }
  }
  return lines;
}

async function ofPod(namespace: string, { metadata: { name }, status }: Pod): Promise<string[]> {
  const lines: string[] = [];
  for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const { waiting } = container.state ?? {};
    if (waiting !== undefined) lines.push(`${name} waits: ${waiting.reason}: ${waiting.message}`);
    for (const previous of container.restartCount > 0 ? [false, true] : [false]) {
      // A container that has not started has no log, and a pod may go while it is read.
      const log = await logsOf(namespace, name, container.name, previous).catch(() => "");
      lines.push(...log.split("\n").map((line) => `${name} ${container.name}: ${line}`));
    }
  }
  return lines;
}
