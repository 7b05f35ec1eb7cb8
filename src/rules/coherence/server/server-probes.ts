/** The server has all three probes, and time to migrate and to start before liveness counts. */
import type { Program } from "../../certctl/programs.ts";
import { leavesMigrations } from "../../certctl/settings.ts";
import { patienceSeconds, probeOf } from "../../pods/probes.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

/** Migrations, and other servers' that are waited for, take longer than a plain start. */
const ENOUGH_SECONDS = 120;

export const serverProbes: CoherenceRule = {
  name: "server-probes",
  severity: "warning",
  title: "The server has a startup, a readiness and a liveness probe, and time to start.",
  *check({ servers }) {
    for (const server of servers) yield* problems(server);
  },
};

function* problems(server: Program): Iterable<Problem> {
  const { pod, container } = server;
  const { resource } = pod;
  const startup = probeOf(container, "startupProbe");
  const liveness = probeOf(container, "livenessProbe");
  const probe = startup ?? liveness;
  if (probe !== undefined && patienceSeconds(probe) < ENOUGH_SECONDS) {
    const migrates = !leavesMigrations(server);
    yield {
      resource,
      path: probe.path,
      ...(migrates ? { severity: "error" } : {}),
      message: `kubelet kills a server that does not answer ${patienceSeconds(probe)} seconds after its start${startup === undefined ? " (there is no startupProbe)" : ""}, but it listens only after ${migrates ? "its migrations, or after the wait for another server's: one that is killed there begins again" : "its scheduler and issuers have started"}`,
      fix: "Add a startupProbe at /health that allows 5 to 10 minutes, such as periodSeconds 5 and failureThreshold 120.",
    };
  }
  if (probeOf(container, "readinessProbe") === undefined) {
    yield {
      resource,
      path: container.path,
      message:
        "the server has no readiness probe, so it gets requests before it listens and while its database is away, and a rollout replaces working servers with such ones",
      fix: "Add a readinessProbe at /ready, scheme HTTPS.",
    };
  }
  if (liveness === undefined) {
    yield {
      resource,
      path: container.path,
      message:
        "the server has no liveness probe: certctl only logs that its listener failed and runs on, and nothing restarts it",
      fix: "Add a livenessProbe at /health, scheme HTTPS.",
    };
  }
}
