/** Images that nobody pushes can't be pulled, and the agent's image does not hold the server. */
import { AGENT_IMAGE, SERVER_IMAGE } from "../../../certctl/images.ts";
import type { Severity } from "../../../model/finding.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { runsBefore } from "../../certctl/release.ts";
import { imageName as partsOf } from "../../pods/image-name.ts";
import { containersOf, podsIn } from "../../pods/pod.ts";
import type { CoherenceRule, Fault, Problem } from "../../rule.ts";

/** Where releases were pushed up to v2.0.67, and since (release.yml of both tags). */
const OLD_NAMESPACE = "ghcr.io/shankar0123/";
const NAMESPACE = "ghcr.io/certctl-io/";
const MOVED = "v2.0.68";

export const imageName: CoherenceRule = {
  name: "image-name",
  severity: "error",
  title: "certctl's parts run the images that its releases push, each its own.",
  setting: "certctl.images",
  *check(installation) {
    const { servers, migrations, agents, tools } = installation;
    const programs = [...servers, ...migrations, ...agents, ...tools];
    yield* beside(installation, programs);
    for (const program of programs) {
      const found = nameFault(program) ?? programFault(program);
      if (found === undefined) continue;
      const { pod, container } = program;
      yield { resource: pod.resource, path: [...container.path, "image"], ...found };
    }
  },
};

/** Containers that no name tells for certctl's programs or PostgreSQL, though by what it is like they were meant to be. */
function* beside({ environment, pods }: Installation, programs: readonly Program[]): Iterable<Problem> {
  const known = new Set(programs.map(({ container }) => container.spec));
  const homes = new Set(pods.map(({ namespace }) => namespace));
  const others = podsIn(environment.resources).filter(({ namespace }) => homes.has(namespace));
  for (const { image, spec, path, pod } of others.flatMap((one) => containersOf(one))) {
    if (known.has(spec)) continue;
    const { repository, base } = partsOf(image);
    const place = { resource: pod.resource, path: [...path, "image"] };
    if (isPublishers(repository) && !/^certctl(-server|-agent)?$/.test(base)) {
      yield { ...place, message: unpushed(repository), fix: `Use ${SERVER_IMAGE} or ${AGENT_IMAGE}.` };
    } else if (/^(docker\.io\/)?(library\/)?postgre/.test(repository) && base !== "postgres") {
      const message = `there is no official image ${base}, so it can't be pulled`;
      yield { ...place, severity: "warning", message, fix: "Use postgres, or the whole name of another image." };
    }
  }
}

function isPublishers(repository: string): boolean {
  return repository.startsWith(NAMESPACE) || repository.startsWith(OLD_NAMESPACE);
}

function unpushed(repository: string): string {
  return `no release of certctl pushes an image ${repository}, so it can't be pulled`;
}

function nameFault(program: Program): Fault | undefined {
  const { role, container } = program;
  const { repository, base } = partsOf(container.image);
  const right = role === "agent" || base === "certctl-agent" ? AGENT_IMAGE : SERVER_IMAGE;
  const fix = `Use ${right}, or a copy of it in a registry of your own.`;
  const fault = (message: string, severity: Severity): Fault => ({ message, fix, severity });
  const isOld = runsBefore(program, MOVED) === true;
  if (base === "certctl") {
    return repository.startsWith(NAMESPACE) || repository.startsWith(OLD_NAMESPACE)
      ? fault(
          `no release of certctl pushes the image ${repository} (its chart asks for it), so it can't be pulled`,
          "error",
        )
      : fault(
          "certctl's releases push certctl-server and certctl-agent: what an image certctl holds is not known",
          "warning",
        );
  }
  if (base !== "certctl-server" && base !== "certctl-agent") {
    return isPublishers(repository) ? fault(unpushed(repository), "error") : undefined;
  }
  if (repository.startsWith(OLD_NAMESPACE) && !isOld) {
    return fault(
      `certctl's releases are pushed to ghcr.io/certctl-io from ${MOVED} on: this image can't be pulled`,
      "error",
    );
  }
  if (repository.startsWith(NAMESPACE) && isOld) {
    return fault(
      `releases before ${MOVED} were never pushed to ghcr.io/certctl-io: this image can't be pulled`,
      "error",
    );
  }
  if (/^(docker\.io\/)?(library\/|certctl-io\/)?certctl-(server|agent)$/.test(repository)) {
    return fault("without ghcr.io the name means Docker Hub, where certctl's releases are not pushed", "warning");
  }
  return undefined;
}

/** Each image holds one program: /app/server or /app/agent (Dockerfile, Dockerfile.agent). */
function programFault({ role, container, variables }: Program): Fault | undefined {
  const { base } = partsOf(container.image);
  if (role === "tool" || role === "database") return undefined;
  if (base === "certctl-server" && role === "agent") return notHeld("server", "agent");
  if (base === "certctl-agent" && role !== "agent") return notHeld("agent", "server");
  const isServers = variables.has("CERTCTL_DATABASE_URL") && !variables.has("CERTCTL_SERVER_URL");
  const isAgents = variables.has("CERTCTL_SERVER_URL") && !variables.has("CERTCTL_DATABASE_URL");
  if (base === "certctl-agent" && isServers) return meantFor("agent", "server", SERVER_IMAGE);
  if (base === "certctl-server" && isAgents) return meantFor("server", "agent", AGENT_IMAGE);
  return undefined;
}

function notHeld(image: string, program: string): Fault {
  return {
    message: `the image of the ${image} does not hold /app/${program}, so the container can't start`,
    fix: `Use the image of the ${program}, ${program === "agent" ? AGENT_IMAGE : SERVER_IMAGE}.`,
  };
}

function meantFor(image: string, program: string, right: string): Fault {
  return {
    message: `the container has the variables of the ${program} and runs the ${image}, which exits for want of its own`,
    fix: `Use the image of the ${program}, ${right}.`,
  };
}
