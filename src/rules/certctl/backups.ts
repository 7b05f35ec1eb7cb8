/** Containers that dump a database on a schedule, beside certctl. */
import { type Container, containersOf, podOf } from "../pods/pod.ts";
import type { Installation } from "./installation.ts";

export interface Backup {
  readonly container: Container;
  /** Its command and arguments, without comments. */
  readonly script: string;
}

/** CronJobs with pg_dump or pg_dumpall in a namespace of certctl's. */
export function backupsOf({ environment, pods }: Installation): readonly Backup[] {
  const namespaces = pods.map(({ namespace }) => namespace);
  return environment.resources
    .filter(({ id }) => id.group === "batch" && id.kind === "CronJob" && namespaces.includes(id.namespace))
    .map(podOf)
    .filter((pod) => pod !== undefined)
    .flatMap(containersOf)
    .map((container) => ({ container, script: scriptOf(container) }))
    .filter(({ script }) => /\bpg_dump(all)?\b/.test(script));
}

export function scriptOf({ command, args }: Container): string {
  return [...command, ...args].join(" ").replaceAll(/(^|\s)#[^\n]*/g, "$1");
}
