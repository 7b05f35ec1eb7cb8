/** Settings that the release in use does not read, or reads otherwise. */
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { isOlder, releaseOf } from "../../certctl/release.ts";
import { imageName } from "../../pods/image-name.ts";
import type { Container } from "../../pods/pod.ts";
import { mostPods } from "../../pods/scale.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { byRelease } from "./variables-by-release.ts";

export const certctlVersion: CoherenceRule = {
  name: "certctl-version",
  severity: "error",
  title: "The release in use reads the settings that it is given.",
  setting: "certctl.version",
  *check(installation) {
    const { servers, migrations, agents } = installation;
    for (const server of servers) {
      const release = releaseOfCertctl(server.container);
      if (release !== undefined) yield* serverProblems(server, release, installation);
    }
    for (const agent of agents) {
      const release = releaseOfCertctl(agent.container);
      if (release !== undefined) yield* unread(agent, release);
    }
    for (const migration of migrations) {
      const release = releaseOfCertctl(migration.container);
      if (release !== undefined) yield* migrationProblems(migration, release);
    }
  },
};

/** The tags of other images say nothing about certctl. */
function releaseOfCertctl(container: Container): string | undefined {
  return /^certctl(-server|-agent)?$/.test(imageName(container.image).base) ? releaseOf(container) : undefined;
}

function* serverProblems(server: Program, release: string, { servers, objects }: Installation): Iterable<Problem> {
  const { pod, container } = server;
  if (isOlder(release, "v2.1.0")) {
    yield {
      resource: pod.resource,
      path: [...container.path, "image"],
      message: `certctl ${release} is older than v2.1.0, the first whose API keys have roles and whose agents get work`,
      fix: "Run v2.1.0 or newer.",
    };
    return;
  }
  const isShared =
    mostPods(
      servers.map((one) => one.pod),
      objects,
    ) > 1;
  for (const problem of unread(server, release)) {
    const isSevere = problem.name === "CERTCTL_RATE_LIMIT_BACKEND" && isShared;
    yield isSevere ? { ...problem, severity: "error" } : problem;
  }
}

/** The variables that the release does without, each with what comes of it. */
function* unread({ pod, variables }: Program, release: string): Iterable<Problem & { readonly name: string }> {
  for (const { name, text, path } of variables.values()) {
    const found = text === "" ? undefined : byRelease(name);
    if (found === undefined || found.matters?.(text) === false) continue;
    const { since, after, instead } = found;
    const isOld = since === undefined ? !isOlder(after, release) : isOlder(release, since);
    if (!isOld) continue;
    const first = since ?? `a release after ${after}`;
    const message = `certctl ${release} does not read ${name}, which came with ${first}: ${instead}`;
    const fix = since === undefined ? `Remove ${name}.` : `Run ${since} or newer, or remove ${name}.`;
    yield { resource: pod.resource, path, message, fix, severity: "warning", name };
  }
}

function* migrationProblems({ pod, container }: Program, release: string): Iterable<Problem> {
  if (!isOlder(release, "v2.1.3")) return;
  yield {
    resource: pod.resource,
    path: [...container.path, "image"],
    message: `certctl ${release} is older than v2.1.3, the first with --migrate-only: it ignores the flag and starts to serve, so it never ends`,
    fix: "Run v2.1.3 or newer, or let the servers migrate when they start.",
  };
}
