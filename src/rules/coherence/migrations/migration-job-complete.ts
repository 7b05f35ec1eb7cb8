/** A migration checks the whole configuration as a server does, before it looks at the database. */
import { NEXT_RELEASE } from "../../../certctl/variables.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { authType, isOn, isTrue, textOfSetting } from "../../certctl/settings.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { wordsOf } from "../../pods/pod.ts";
import { missingFile } from "../../producers/missing-file.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { listed } from "../../wording.ts";

const FLAG = "--migrate-only";
const TLS_PATHS = ["CERTCTL_SERVER_TLS_CERT_PATH", "CERTCTL_SERVER_TLS_KEY_PATH"];
const DEMO_ACK = "CERTCTL_DEMO_MODE_ACK";
const DENY_EMPTY = "CERTCTL_AGENT_BOOTSTRAP_TOKEN_DENY_EMPTY";

export const migrationJobComplete: CoherenceRule = {
  name: "migration-job-complete",
  severity: "error",
  title: "A migration has the flag that ends it, the TLS files and a way to authenticate that certctl accepts.",
  setting: "migrations",
  *check(installation) {
    for (const migration of installation.migrations) {
      yield* flagProblems(migration);
      yield* lackProblems(migration, installation);
      yield* fileProblems(migration, installation);
      yield* openProblems(migration);
    }
  },
};

/** Only the bare flag counts, as an argument of its own (cmd/server/migrations.go:107). */
function* flagProblems({ pod, container }: Program): Iterable<Problem> {
  const words = wordsOf(container).flatMap((word) => word.split(/\s+/));
  if (words.includes(FLAG)) return;
  const end = container.runs === "before" ? "the pod's other containers never start" : "it never ends";
  yield {
    resource: pod.resource,
    path: container.path,
    message: `without ${FLAG} the container starts a server, so ${end}`,
    fix: `Add the argument ${FLAG}.`,
  };
}

function* lackProblems(migration: Program, { objects }: Installation): Iterable<Problem> {
  const { pod, container, variables } = migration;
  const lacks = needed(migration).filter(
    (name) => (variables.get(name)?.text ?? "") === "" && !mayBeUnseen(name, migration, objects),
  );
  if (lacks.length === 0) return;
  yield {
    resource: pod.resource,
    path: container.path,
    message: `the migration has no ${listed(lacks)}: it checks its configuration as a server does, and exits before it migrates`,
    fix: `Give it the servers' variables and TLS files, or the least that it accepts: the TLS files, CERTCTL_AUTH_TYPE=none without CERTCTL_SERVER_HOST, and ${DENY_EMPTY}=false.`,
  };
}

/** What Validate asks for (internal/config/config.go:897-1060); the database URL has rules of its own. */
function needed(migration: Program): readonly string[] {
  const names = [...TLS_PATHS];
  if (authType(migration) === "api-key") names.push("CERTCTL_AUTH_SECRET");
  const isNew = runsBefore(migration, NEXT_RELEASE) === false;
  const isExcused = !isTrue(textOfSetting(migration, DENY_EMPTY) ?? "true") || isOn(migration, DEMO_ACK);
  if (isNew && !isExcused) names.push("CERTCTL_AGENT_BOOTSTRAP_TOKEN");
  return names;
}

function* fileProblems({ pod, container, variables }: Program, { producers }: Installation): Iterable<Problem> {
  for (const name of TLS_PATHS) {
    const variable = variables.get(name);
    const why = missingFile(container, variable, producers);
    if (variable === undefined || why === undefined) continue;
    yield {
      resource: pod.resource,
      path: variable.path,
      message: `the migration does not find the file of ${name} (${why}) and exits before it migrates`,
      fix: "Mount the servers' TLS Secret at that path.",
    };
  }
}

/** Without authentication certctl starts on loopback alone (config.go:1117), or in demo mode. */
function* openProblems(migration: Program): Iterable<Problem> {
  const { pod, variables } = migration;
  const host = variables.get("CERTCTL_SERVER_HOST");
  if (authType(migration) !== "none" || isOn(migration, DEMO_ACK)) return;
  if (host === undefined || !/^(0\.0\.0\.0|::|\[::\])$/.test(host.text)) return;
  yield {
    resource: pod.resource,
    path: host.path,
    message:
      "certctl refuses CERTCTL_AUTH_TYPE=none on all addresses, in a migration too, and exits before it migrates",
    fix: "Leave CERTCTL_SERVER_HOST out: a migration listens nowhere.",
  };
}
