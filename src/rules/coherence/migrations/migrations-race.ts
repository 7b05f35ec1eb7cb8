/** Who migrates at the same time as others: before v2.1.1 certctl took no lock. */

import { isOlder, releaseOf } from "../../certctl/release.ts";
import { mostPods } from "../../pods/scale.ts";
import type { CoherenceRule } from "../../rule.ts";

export const migrationsRace: CoherenceRule = {
  name: "migrations-race",
  severity: "error",
  title: "One container migrates the database, or the release takes a lock.",
  setting: "migrations",
  *check({ servers, migrations, objects }) {
    const pods = servers.map(({ pod }) => pod);
    if (mostPods(pods, objects) > 1) {
      for (const { pod, container } of servers) {
        const release = releaseOf(container);
        if (release === undefined || !isOlder(release, "v2.1.1")) continue;
        yield {
          resource: pod.resource,
          path: [...container.path, "image"],
          message: `several servers migrate the database when they start, and certctl ${release} takes no lock: two at once run the same files against each other`,
          fix: "Run v2.1.1 or newer, which takes one, or one server while the schema changes.",
        };
      }
    }
    const jobs = migrations.filter(({ container }) => container.runs === "main");
    for (const { pod, container } of migrations.filter((one) => one.container.runs !== "main")) {
      if (jobs.length === 0 || !pods.includes(pod)) continue;
      yield {
        resource: pod.resource,
        path: container.path,
        message:
          "an init container of the servers migrates the database and so does a Job: a server of the old release that restarts during a rollout migrates too, and a failed Job holds no server back",
        fix: "Keep one of the two, the Job or the init container.",
        severity: "warning",
      };
    }
  },
};
