/** A read-only root filesystem, with volumes where something is written all the same. */
import type { Program } from "../../certctl/programs.ts";
import { mountAt } from "../../pods/mounts.ts";
import { objectAt } from "../../pods/pod.ts";
import { shown } from "../../pods/variables.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const readOnlyRoot: CoherenceRule = {
  name: "read-only-root",
  severity: "error",
  title: "Root filesystems are read-only, with volumes where a program writes.",
  *check({ servers, migrations, agents }) {
    for (const program of [...servers, ...migrations, ...agents]) {
      if (!isReadOnly(program)) yield open(program);
      else if (program.role === "server") yield* unwritable(program);
    }
  },
};

function isReadOnly({ container }: Program): boolean {
  return objectAt(container.spec, "securityContext").readOnlyRootFilesystem === true;
}

/** What PostgreSQL writes is the matter of postgres-writable-directories. */
function* unwritable({ pod, container, variables }: Program): Iterable<Problem> {
  const script = variables.get("CERTCTL_OPENSSL_SIGN_SCRIPT")?.text ?? "";
  const folder = variables.get("TMPDIR")?.text || "/tmp";
  if (script === "" || mountAt(container, folder) !== undefined) return;
  yield {
    resource: pod.resource,
    path: container.path,
    message: `the OpenSSL issuer writes each request to ${shown(variables.get("TMPDIR"), folder)}, which is on the read-only root filesystem, so it signs nothing`,
    fix: "Mount an emptyDir at /tmp.",
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
