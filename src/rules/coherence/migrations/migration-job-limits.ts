/** A migration runs once, ends in any case, and can be seen afterwards. */
import type { Severity } from "../../../model/finding.ts";
import { at, type JsonObject, type Path } from "../../../model/json.ts";
import type { Program } from "../../certctl/programs.ts";
import { containersOf, objectAt } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const migrationJobLimits: CoherenceRule = {
  name: "migration-job-limits",
  severity: "warning",
  title: "A migration runs once at a time, has a deadline, and stays to be looked at.",
  *check({ migrations }) {
    for (const migration of migrations.filter(({ container }) => container.runs === "main")) {
      const { kind } = migration.pod.resource.id;
      if (kind === "Job") yield* jobProblems(migration, ["spec"]);
      else if (kind === "CronJob") yield* jobProblems(migration, ["spec", "jobTemplate", "spec"]);
      else if (kind !== "Pod") yield restarted(migration);
    }
  },
};

function restarted({ pod, container }: Program): Problem {
  return {
    resource: pod.resource,
    path: container.path,
    message: `a ${pod.resource.id.kind} starts a container that has ended again, so the migration runs for ever and the pod is in CrashLoopBackOff`,
    fix: "Run the migration in a Job.",
    severity: "error",
  };
}

interface Fault {
  readonly at: string;
  readonly message: string;
  readonly fix: string;
  readonly severity?: Severity;
}

function* jobProblems({ pod }: Program, path: Path): Iterable<Problem> {
  const job = objectAt(pod.resource.manifest, ...path);
  for (const { at: field, ...fault } of faultsOf(job, pod.spec)) {
    yield { resource: pod.resource, path: job[field] === undefined ? path : [...path, field], ...fault };
  }
  if (isHasty(job) && !containersOf(pod).some(({ runs }) => runs === "before")) {
    yield {
      resource: pod.resource,
      path: [...path, "backoffLimit"],
      message: `certctl asks its database once, and the Job tries again ${job.backoffLimit === 0 ? "not at all" : "for less than a minute"}: a database that is still starting makes it fail`,
      fix: "Set backoffLimit: 6, or wait for the database in an init container.",
      severity: "info",
    };
  }
}

/** Attempts come 10, 20, 40 seconds after one another (Job controller's back-off). */
function isHasty({ backoffLimit }: JsonObject): boolean {
  return typeof backoffLimit === "number" && backoffLimit < 3;
}

function* faultsOf(job: JsonObject, pod: JsonObject): Iterable<Fault> {
  if (job.suspend === true) {
    yield {
      at: "suspend",
      message: "a suspended Job never runs: Argo CD waits for it without end, and Flux takes it for done",
      fix: "Remove suspend.",
      severity: "error",
    };
  }
  if (typeof (at(job, "activeDeadlineSeconds") ?? at(pod, "activeDeadlineSeconds")) !== "number") {
    yield {
      at: "activeDeadlineSeconds",
      message:
        "the migration has no deadline: where its pod can't start or waits for a lock, whatever comes after it waits without end",
      fix: "Set activeDeadlineSeconds, below the engine's own timeout.",
    };
  }
  if (job.ttlSecondsAfterFinished !== undefined) {
    yield {
      at: "ttlSecondsAfterFinished",
      message:
        "the Job is deleted when it has ended: its logs are gone, and an engine that finds it missing runs it again",
      fix: "Remove ttlSecondsAfterFinished: the next release replaces the Job.",
    };
  }
  for (const field of ["parallelism", "completions"]) {
    const count = job[field];
    if (typeof count !== "number" || count === 1) continue;
    const message =
      count === 0
        ? `with ${field} 0 the migration never runs`
        : `with ${field} ${count} the migration runs ${count} times over`;
    yield { at: field, message, fix: `Set ${field}: 1.`, severity: count === 0 ? "error" : "warning" };
  }
}
