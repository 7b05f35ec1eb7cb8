/** Containers that dump a database on a schedule, beside certctl. */
import { type Container, containersOf, podsIn, wordsOf } from "../pods/pod.ts";
import type { Installation } from "./installation.ts";

export interface Backup {
  readonly container: Container;
  /** Its command and arguments, without comments. */
  readonly script: string;
}

/** CronJobs with pg_dump or pg_dumpall in a namespace of certctl's. */
export function backupsOf({ environment, pods }: Installation): readonly Backup[] {
  const namespaces = pods.map(({ namespace }) => namespace);
  return podsIn(environment.resources)
    .filter(({ resource: { id } }) => id.kind === "CronJob" && namespaces.includes(id.namespace))
    .flatMap(containersOf)
    .map((container) => ({ container, script: scriptOf(container) }))
    .filter(({ script }) => /\bpg_dump(all)?\b/.test(script));
}

export function scriptOf(container: Container): string {
  return wordsOf(container)
    .join(" ")
    .replaceAll(/(^|\s)#[^\n]*/g, "$1");
}
