/** The Pod Security Standards as checks of a pod's spec: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
import { at, isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import { containers, list } from "./bundle.ts";

const BASELINE_CAPABILITIES =
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  );
const RESTRICTED_VOLUMES = "configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret".split(
  " ",
);
const SAFE_SYSCTLS =
  /^(kernel\.shm_rmid_forced|net\.ipv4\.(ip_local_port_range|ip_unprivileged_port_start|tcp_syncookies|ping_group_range|ip_local_reserved_ports|tcp_keepalive_time|tcp_fin_timeout|tcp_keepalive_intvl|tcp_keepalive_probes))$/;

function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** What `baseline` forbids of this pod. */
export function againstBaseline(spec: JsonObject): string[] {
  const problems: string[] = [];
  for (const key of ["hostNetwork", "hostPID", "hostIPC"]) if (spec[key] === true) problems.push(key);
  for (const volume of list(spec, "volumes"))
    if (volume.hostPath !== undefined) problems.push(`hostPath ${volume.name}`);
  for (const sysctl of list(spec, "securityContext", "sysctls"))
    if (!SAFE_SYSCTLS.test(String(sysctl.name))) problems.push(`sysctl ${sysctl.name}`);
  const contexts: [string, JsonValue | undefined][] = [
    ["pod", spec.securityContext],
    ...containers(spec).map((c): [string, JsonValue | undefined] => [String(c.name), c.securityContext]),
  ];
  for (const [name, context] of contexts) {
    if (at(context, "privileged") === true) problems.push(`${name} privileged`);
    if (at(context, "windowsOptions", "hostProcess") === true) problems.push(`${name} hostProcess`);
    if (at(context, "seccompProfile", "type") === "Unconfined") problems.push(`${name} unconfined`);
    if (at(context, "appArmorProfile", "type") === "Unconfined") problems.push(`${name} without AppArmor`);
    if (!["Default", undefined].includes(at(context, "procMount") as string | undefined))
      problems.push(`${name} procMount`);
    if (isObject(at(context, "seLinuxOptions"))) problems.push(`${name} seLinuxOptions`);
    for (const add of texts(at(context, "capabilities", "add")))
      if (!BASELINE_CAPABILITIES.includes(add)) problems.push(`${name} adds ${add}`);
  }
  for (const one of containers(spec))
    for (const port of list(one, "ports")) if (port.hostPort !== undefined) problems.push(`${one.name} hostPort`);
  return problems;
}

/** What `restricted` forbids of this pod. */
export function againstRestricted(spec: JsonObject): string[] {
  const problems = againstBaseline(spec);
  for (const volume of list(spec, "volumes")) {
    const types = Object.keys(volume).filter((key) => key !== "name");
    if (types.length !== 1 || !RESTRICTED_VOLUMES.includes(types[0] ?? ""))
      problems.push(`volume ${volume.name} ${types}`);
  }
  const pod = spec.securityContext;
  for (const one of containers(spec)) {
    const own = one.securityContext;
    const setting = (...path: string[]): JsonValue | undefined => at(own, ...path) ?? at(pod, ...path);
    if (at(own, "allowPrivilegeEscalation") !== false) problems.push(`${one.name} may escalate`);
    if (setting("runAsNonRoot") !== true) problems.push(`${one.name} may run as root`);
    if (setting("runAsUser") === 0) problems.push(`${one.name} runs as root`);
    if (!["RuntimeDefault", "Localhost"].includes(String(setting("seccompProfile", "type"))))
      problems.push(`${one.name} without seccomp`);
    if (!texts(at(own, "capabilities", "drop")).includes("ALL")) problems.push(`${one.name} keeps capabilities`);
    for (const add of texts(at(own, "capabilities", "add")))
      if (add !== "NET_BIND_SERVICE") problems.push(`${one.name} adds ${add}`);
  }
  return problems;
}
