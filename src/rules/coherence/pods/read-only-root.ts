/** A read-only root filesystem, with volumes where something is written all the same. */
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { mountAt } from "../../pods/mounts.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const readOnlyRoot: CoherenceRule = {
  name: "read-only-root",
  severity: "error",
  title: "Root filesystems are read-only, with volumes where a program writes.",
  *check(installation) {
    for (const program of writersOf(installation)) {
      const message = isReadOnly(program) ? unwritable(program) : undefined;
      if (message !== undefined) yield problem(program, message);
    }
    for (const program of [...installation.servers, ...installation.migrations, ...installation.agents]) {
      if (!isReadOnly(program)) yield open(program);
    }
  },
};

function writersOf({ servers, databases }: Installation): readonly Program[] {
  return [...servers, ...databases];
}

function isReadOnly({ container }: Program): boolean {
  const { securityContext } = container.spec;
  return (securityContext as { readOnlyRootFilesystem?: unknown } | undefined)?.readOnlyRootFilesystem === true;
}

function unwritable({ role, container, variables }: Program): string | undefined {
  if (role === "database") {
    const isElsewhere = [...container.command, ...container.args].some((word) =>
      word.includes("unix_socket_directories"),
    );
    if (isElsewhere || mountAt(container, "/var/run/postgresql") !== undefined) return undefined;
    return "PostgreSQL makes its socket in /var/run/postgresql, which is on the read-only root filesystem, so it does not start";
  }
  const script = variables.get("CERTCTL_OPENSSL_SIGN_SCRIPT")?.text ?? "";
  const folder = variables.get("TMPDIR")?.text || "/tmp";
  if (script === "" || mountAt(container, folder) !== undefined) return undefined;
  return `the OpenSSL issuer writes each request to ${folder}, which is on the read-only root filesystem, so it signs nothing`;
}

function problem({ pod, container, role }: Program, message: string): Problem {
  return {
    resource: pod.resource,
    path: container.path,
    message,
    fix: `Mount an emptyDir at ${role === "database" ? "/var/run/postgresql, and one at /tmp" : "/tmp"}.`,
  };
}

function open({ pod, container }: Program): Problem {
  return {
    resource: pod.resource,
    path: container.path,
    severity: "info",
    message: "the container's root filesystem is writable, and certctl writes to volumes only",
    fix: "Set readOnlyRootFilesystem: true in the container's securityContext, with an emptyDir at /tmp.",
  };
}
