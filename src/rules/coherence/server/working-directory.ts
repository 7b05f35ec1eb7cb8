/** The server runs where its image keeps its migrations and its dashboard. */

import { textOf } from "../../../model/json.ts";
import type { Program } from "../../certctl/programs.ts";
import { leavesMigrations } from "../../certctl/settings.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

const MIGRATIONS = "CERTCTL_DATABASE_MIGRATIONS_PATH";

export const workingDirectory: CoherenceRule = {
  name: "working-directory",
  severity: "error",
  title: "The server's and the migration's working directory is the image's, /app.",
  *check({ servers, migrations }) {
    for (const program of [...servers, ...migrations]) yield* problems(program);
  },
};

function* problems(program: Program): Iterable<Problem> {
  const { role, pod, container, variables } = program;
  const directory = textOf(container.spec.workingDir).replace(/(?<=.)\/+$/, "");
  if (directory === "" || directory === "/app") return;
  const isHooked = role === "server" && leavesMigrations(program);
  const isFound = isHooked || variables.get(MIGRATIONS)?.text.startsWith("/") === true;
  if (role === "migration" && isFound) return;
  const lost = isFound ? "./web/dist" : role === "migration" ? "./migrations" : "./migrations and ./web/dist";
  yield {
    resource: pod.resource,
    path: [...container.path, "workingDir"],
    ...(isFound ? { severity: "warning" } : {}),
    message: `workingDir is not /app, and certctl looks for ${lost} below it: ${isFound ? "the dashboard is not served" : "it finds no migrations and exits"}`,
    fix: "Remove workingDir.",
  };
}
