/** Images of another version, another place, or of no fixed content. */
import { imageUser, isOfficial, majorVersion } from "../../rules/certctl/postgres.ts";
import { isCertctlImage, type Program } from "../../rules/certctl/programs.ts";
import { isOlder, releaseOf } from "../../rules/certctl/release.ts";
import { type ImageName, imageName } from "../../rules/pods/image-name.ts";
import type { Container } from "../../rules/pods/pod.ts";
import type { FoundRisk } from "../risk.ts";
import { programsIn } from "./programs.ts";
import { isKind, riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

interface ContainerPair {
  readonly pair: Pair;
  readonly before: Container;
  readonly after: Container;
}

/** Containers of changed workloads with another image than before; long-running workloads before Jobs. */
function otherImages({ pods }: Sides): readonly ContainerPair[] {
  const all = pods.flatMap(({ pair, containers }) =>
    containers
      .filter(([before, after]) => before.image !== after.image)
      .map(([before, after]) => ({ pair, before, after })),
  );
  const isJob = ({ pair }: ContainerPair): boolean => isKind(pair.after, "batch", "Job", "CronJob");
  return [...all.filter((one) => !isJob(one)), ...all.filter(isJob)];
}

function placeOf({ pair, after }: ContainerPair): Pick<FoundRisk, "change" | "path"> {
  return { change: pair.change, path: [...after.path, "image"] };
}

/** All of certctl has one version: what is true of one container is told once. */
export const certctlVersion = riskRule(
  "certctl-version",
  "certctl goes back to an older version, or jumps to another major one.",
  function* (sides) {
    const changes = otherImages(sides).filter(({ before, after }) => isServers(before.image) && isServers(after.image));
    const lowered = changes.find((one) => directionOf(one) === "back");
    if (lowered !== undefined) {
      yield {
        level: "danger",
        message:
          "certctl goes back to an older version, and its database does not: there is no way down for a migration, and an older server on a newer schema fails where columns have changed (500).",
        advice:
          "Restore the dump that was taken before the upgrade, or fix it with a newer version. To stop an upgrade that has not been migrated yet, this is safe.",
        ...placeOf(lowered),
      };
      return;
    }
    const jumped = changes.find((one) => directionOf(one) === "major");
    if (jumped === undefined) return;
    yield {
      level: "caution",
      message:
        "certctl jumps to another major version: variables, roles and the schema may differ, and there is no way back but a dump.",
      advice: "Read the release notes, take a dump of the database first, and try it on a copy.",
      ...placeOf(jumped),
    };
  },
);

function isServers(image: string): boolean {
  return isCertctlImage(image) && imageName(image).base !== "certctl-agent";
}

function directionOf({ before, after }: ContainerPair): "back" | "major" | undefined {
  const [was, is] = [releaseOf(before), releaseOf(after)];
  if (was === undefined || is === undefined || was === is) return undefined;
  if (isOlder(is, was)) return "back";
  return was.split(".")[0] === is.split(".")[0] ? undefined : "major";
}

export const postgresVersion = riskRule(
  "postgres-version",
  "PostgreSQL has another major version, or another base image, over the same data.",
  function* (sides) {
    for (const one of otherImages(sides)) {
      if (!isKind(one.pair.after, "apps", "StatefulSet", "Deployment") || isCertctlImage(one.after.image)) continue;
      const [was, is] = [
        databaseIn(one.pair.before, one.before, sides.before),
        databaseIn(one.pair.after, one.after, sides.after),
      ];
      if (was === undefined || is === undefined) continue;
      const words = otherMajor(was, is) ?? otherBase(was, is);
      if (words !== undefined) yield { ...words, ...placeOf(one) };
    }
  },
);

function databaseIn(resource: Pair["after"], container: Container, side: Sides["before"]): Program | undefined {
  return programsIn(resource, side).find((one) => one.role === "database" && one.container.name === container.name);
}

type Words = Pick<FoundRisk, "level" | "message" | "advice">;

function otherMajor(was: Program, is: Program): Words | undefined {
  const [from, to] = [majorVersion(was), majorVersion(is)];
  if (from === undefined || to === undefined || from === to) return undefined;
  return {
    level: "danger",
    message:
      "PostgreSQL can't start on the data directory of another major version: the database stays down, and with it certctl, or, where the directory differs by version, it starts empty.",
    advice:
      "Dump the old database and restore into a new one with new claims, or run pg_upgrade, and only then switch.",
  };
}

function otherBase(was: Program, is: Program): Words | undefined {
  const [from, to] = [imageUser(was), imageUser(is)];
  if (!isOfficial(is) || from === undefined || to === undefined || from === to) return undefined;
  return {
    level: "danger",
    message:
      "The image changes between Alpine and Debian: the files belong to another user (70, 999), and texts sort in another way, so that indexes give wrong answers until they are built anew.",
    advice: "Stay with the base, or dump and restore; else set user and fsGroup along, and REINDEX at once.",
  };
}

export const imagePlace = riskRule(
  "image-place",
  "An image comes from another repository than before.",
  function* (sides) {
    const found = otherImages(sides).find(
      ({ before, after }) => imageName(before.image).repository !== imageName(after.image).repository,
    );
    if (found === undefined) return;
    yield {
      level: "caution",
      message: isCertctlImage(found.before.image)
        ? "The image comes from another registry or repository: it may be another program, nodes may lack the right to pull it, and what certctl's release signed says nothing about it."
        : "The image comes from another registry or repository: it may be another program, and nodes may lack the right to pull it.",
      advice: "Check that it is the same content (compare digests), and that every cluster can pull it.",
      ...placeOf(found),
    };
  },
);

export const imageLoose = riskRule(
  "image-loose",
  "An image is no longer pinned: by its digest, or by a tag that says a version.",
  function* (sides) {
    const all = otherImages(sides);
    const [unpinned] = all.filter(({ before, after }) => isPinned(before) && !isPinned(after));
    const [latest] = all.filter(({ before, after }) => isMoving(after) && !isMoving(before));
    if (latest !== undefined) {
      yield {
        level: "danger",
        message:
          "The image's tag says no version (latest, or none): each node runs whatever it pulled last, servers of one Deployment may differ, and a migration can't be told from the servers.",
        advice: "Name a version, with the digest where you can.",
        ...placeOf(latest),
      };
    } else if (unpinned !== undefined) {
      yield {
        level: "caution",
        message:
          "The image is no longer pinned by its digest: whoever may push the tag decides what runs when a pod starts.",
        advice: "Keep the digest beside the tag.",
        ...placeOf(unpinned),
      };
    }
  },
);

function isPinned({ image }: Container): boolean {
  return imageName(image).digest !== undefined;
}

function isMoving({ image }: Container): boolean {
  const { tag, digest }: ImageName = imageName(image);
  return digest === undefined && (tag === undefined || tag === "latest");
}
