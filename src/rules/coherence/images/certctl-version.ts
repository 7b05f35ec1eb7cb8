/** Settings that the release in use does not read, or reads otherwise. */
import { firstRelease, NEWEST_RELEASE, NEXT_RELEASE, serverKind } from "../../../certctl/variables.ts";
import { WITHOUT_EFFECT } from "../../../certctl/without-effect.ts";
import type { Installation } from "../../certctl/installation.ts";
import { isCertctlImage, type Program } from "../../certctl/programs.ts";
import { isOlder, releaseOf } from "../../certctl/release.ts";
import { isTrue } from "../../certctl/settings.ts";
import type { Container } from "../../pods/pod.ts";
import { mostPods } from "../../pods/scale.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { UNREAD } from "./unread-variables.ts";

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
  return isCertctlImage(container.image) ? releaseOf(container) : undefined;
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
  const pods = servers.map((one) => one.pod);
  yield* unread(server, release, mostPods(pods, objects) > 1 ? ["CERTCTL_RATE_LIMIT_BACKEND"] : []);
}

/** Variables that the release does not read yet; without the `needed` ones the installation does not work. */
function* unread({ pod, variables }: Program, release: string, needed: readonly string[] = []): Iterable<Problem> {
  for (const { name, text, path } of variables.values()) {
    const since = firstRelease(name);
    if (since === undefined || !isOlder(release, since) || !matters(name, text)) continue;
    const isReleased = since !== NEXT_RELEASE;
    const first = isReleased ? `which came with ${since}` : `and no release up to ${NEWEST_RELEASE} does`;
    yield {
      resource: pod.resource,
      path,
      severity: needed.includes(name) ? "error" : "warning",
      message: `certctl ${release} does not read ${name}, ${first}: ${UNREAD[name]?.instead ?? "it does without"}`,
      fix: isReleased ? `Run ${since} or newer, or remove ${name}.` : `Remove ${name}.`,
    };
  }
}

function matters(name: string, text: string): boolean {
  // One that does nothing in any release is told by variable-without-effect.
  if (text === "" || WITHOUT_EFFECT.has(name)) return false;
  const asks = UNREAD[name]?.matters ?? (serverKind(name) === "boolean" ? isTrue : undefined);
  return asks?.(text) ?? true;
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
