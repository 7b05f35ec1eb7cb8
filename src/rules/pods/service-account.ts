/** The ServiceAccount that a pod runs as. */
import type { Resource } from "../../model/applied.ts";
import { textOf } from "../../model/json.ts";
import type { Objects } from "./objects.ts";
import type { Pod } from "./pod.ts";

export function serviceAccountName({ spec }: Pod): string {
  return textOf(spec.serviceAccountName) || textOf(spec.serviceAccount) || "default";
}

/** Undefined where the input has no object of it. */
export function serviceAccountOf(pod: Pod, objects: Objects): Resource | undefined {
  return objects.find("ServiceAccount", pod.namespace, serviceAccountName(pod));
}
