/** Jobs beside certctl run, and once. */
import { objectAt, type Pod } from "../../pods/pod.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { readingPods } from "../secrets/reading-pods.ts";

export const jobOnce: CoherenceRule = {
  name: "job-once",
  severity: "warning",
  title: "Jobs that set up certctl or its database run, one pod at a time.",
  *check(installation) {
    const migrations = new Set(installation.migrations.map(({ pod }) => pod.resource));
    for (const pod of readingPods(installation)) {
      if (pod.resource.id.kind === "Job" && !migrations.has(pod.resource)) yield* problems(pod);
    }
  },
};

function* problems({ resource }: Pod): Iterable<Problem> {
  const spec = objectAt(resource.manifest, "spec");
  for (const field of ["parallelism", "completions"]) {
    const count = spec[field];
    if (typeof count !== "number" || count === 1) continue;
    yield {
      resource,
      path: ["spec", field],
      ...(count === 0 ? { severity: "error" } : {}),
      message:
        count === 0
          ? `with ${field} 0 the Job never runs, and what waits for it goes on without it, or for ever`
          : `with ${field} ${count} the script runs ${count} times over: what one has half done the other finds`,
      fix: `Set ${field}: 1.`,
    };
  }
}
