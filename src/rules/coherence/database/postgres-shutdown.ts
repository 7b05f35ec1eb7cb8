/** PostgreSQL has the time to write everything down before it is killed. */
import { isOfficial } from "../../certctl/postgres.ts";
import { graceOf } from "../../pods/shutdown.ts";
import type { CoherenceRule } from "../../rule.ts";

const NEEDED_SECONDS = 60;

export const postgresShutdown: CoherenceRule = {
  name: "postgres-shutdown",
  severity: "warning",
  title: "PostgreSQL has at least 60 seconds to shut down.",
  *check({ databases }) {
    for (const { pod } of databases.filter(isOfficial)) {
      const { seconds, path } = graceOf(pod);
      if (seconds >= NEEDED_SECONDS) continue;
      yield {
        resource: pod.resource,
        path,
        message: `PostgreSQL is killed ${seconds} seconds after it was told to stop, and a checkpoint of a busy database takes longer: the next start replays its log first, and certctl waits`,
        fix: `Set terminationGracePeriodSeconds of the pod to ${NEEDED_SECONDS} or more.`,
      };
    }
  },
};
