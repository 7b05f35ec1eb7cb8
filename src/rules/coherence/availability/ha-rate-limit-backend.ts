/** Servers that count rate limits each for itself give a client the limit many times over. */
import type { Program } from "../../certctl/programs.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const BACKEND = "CERTCTL_RATE_LIMIT_BACKEND";

export const haRateLimitBackend: CoherenceRule = {
  name: "ha-rate-limit-backend",
  severity: "error",
  title: "Servers that share the load count their rate limits in the database.",
  setting: "rateLimit.backend",
  *check({ servers }) {
    for (const server of servers) yield* problems(server);
  },
};

function* problems({ pod, container, variables }: Program): Iterable<Problem> {
  const backend = variables.get(BACKEND);
  const replicas = pod.replicas ?? 2;
  if (replicas < 2 || (backend !== undefined && backend.text !== "memory" && backend.text !== "")) return;
  yield {
    resource: pod.resource,
    path: backend?.path ?? container.path,
    message: `${replicas} servers count their rate limits in memory (${BACKEND}), so a client gets the limit ${replicas} times over`,
    fix: `Set ${BACKEND}=postgres, or run one server.`,
  };
}
