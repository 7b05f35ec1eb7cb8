/** Who a container runs as: its own security context counts before that of its pod. */
import { at, type JsonValue } from "../../model/json.ts";
import type { Container } from "./pod.ts";

/** A field of the container's security context, else of the pod's. */
export function securityField({ spec, pod }: Container, field: string): JsonValue | undefined {
  return at(spec, "securityContext", field) ?? at(pod.spec, "securityContext", field) ?? undefined;
}

/** Undefined where the image decides. */
export function userOf(container: Container): number | undefined {
  const user = securityField(container, "runAsUser");
  return typeof user === "number" ? user : undefined;
}
