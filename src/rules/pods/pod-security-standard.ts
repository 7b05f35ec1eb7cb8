/** What the Pod Security levels `baseline` and `restricted` forbid, and what of it a pod does (Kubernetes 1.30). */
import { at, isObject, type JsonObject, objectsAt, type Path, textOf } from "../../model/json.ts";
import type { Objects } from "./objects.ts";
import { type Container, containersOf, objectAt, type Pod } from "./pod.ts";
import { securityField } from "./user.ts";

export type Level = "baseline" | "restricted";

export interface Violation {
  /** The lowest level that forbids it. */
  readonly level: Level;
  readonly path: Path;
  /** As a part of a sentence: `hostNetwork`, `no seccompProfile`. */
  readonly what: string;
  readonly container?: Container;
}

const BASELINE_CAPABILITIES: ReadonlySet<unknown> = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  ),
);
const RESTRICTED_VOLUMES: ReadonlySet<string> = new Set(
  "name configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret".split(" "),
);

/** The level that the pod's namespace enforces; undefined where the input has no Namespace object that says. */
export function enforcedLevel({ namespace }: Pod, objects: Objects): Level | undefined {
  const found = namespace === "" ? undefined : objects.find("Namespace", "", namespace);
  const level = found && at(found.manifest, "metadata", "labels", "pod-security.kubernetes.io/enforce");
  return level === "baseline" || level === "restricted" ? level : undefined;
}

export function isForbidden(violation: Violation, level: Level | undefined): boolean {
  return level === "restricted" || (level === "baseline" && violation.level === "baseline");
}

export function violationsOf(pod: Pod): readonly Violation[] {
  return [...podViolations(pod), ...containersOf(pod).flatMap((container) => [...containerViolations(container)])];
}

function* podViolations({ spec, path }: Pod): Iterable<Violation> {
  for (const field of ["hostNetwork", "hostPID", "hostIPC"]) {
    if (spec[field] === true) yield { level: "baseline", path: [...path, field], what: field };
  }
  for (const [index, volume] of objectsAt(spec, "volumes")) {
    const place = [...path, "volumes", index];
    const kind = Object.keys(volume).find((key) => !RESTRICTED_VOLUMES.has(key));
    if (kind === undefined) continue;
    yield { level: kind === "hostPath" ? "baseline" : "restricted", path: place, what: `a ${kind} volume` };
  }
}

function* containerViolations(container: Container): Iterable<Violation> {
  const context = objectAt(container.spec, "securityContext");
  const own = isObject(container.spec.securityContext) ? [...container.path, "securityContext"] : container.path;
  const said = (level: Level, what: string): Violation => ({ level, path: own, what, container });
  if (context.privileged === true) yield said("baseline", "privileged");
  if (objectsAt(container.spec, "ports").some(([, port]) => typeof port.hostPort === "number" && port.hostPort > 0)) {
    yield { level: "baseline", path: [...container.path, "ports"], what: "a hostPort", container };
  }
  yield* capabilityViolations(context, said);
  const seccomp = objectAt({ profile: securityField(container, "seccompProfile") ?? null }, "profile").type;
  if (seccomp === "Unconfined") yield said("baseline", "seccompProfile Unconfined");
  else if (seccomp === undefined) yield said("restricted", "no seccompProfile (RuntimeDefault)");
  if (context.allowPrivilegeEscalation !== false) yield said("restricted", "no allowPrivilegeEscalation: false");
  if (securityField(container, "runAsNonRoot") !== true) yield said("restricted", "no runAsNonRoot: true");
  if (securityField(container, "runAsUser") === 0) yield said("restricted", "runAsUser 0");
}

function* capabilityViolations(
  context: JsonObject,
  said: (level: Level, what: string) => Violation,
): Iterable<Violation> {
  const { add, drop } = objectAt(context, "capabilities");
  const added = Array.isArray(add) ? add.map((one) => textOf(one)) : [];
  const wide = added.filter((one) => !BASELINE_CAPABILITIES.has(one));
  const narrow = added.filter((one) => BASELINE_CAPABILITIES.has(one) && one !== "NET_BIND_SERVICE");
  if (wide.length > 0) yield said("baseline", `capabilities ${wide.join(", ")}`);
  if (narrow.length > 0) yield said("restricted", `capabilities ${narrow.join(", ")}`);
  if (!Array.isArray(drop) || !drop.includes("ALL")) yield said("restricted", "no capabilities.drop: [ALL]");
}
