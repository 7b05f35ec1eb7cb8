/** Who migrates the database: by a Job, by the servers themselves, by both or by nobody. */
import type { Resource } from "../../model/applied.ts";
import type { Installation } from "../../rules/certctl/installation.ts";
import { isCertctlImage, type Program } from "../../rules/certctl/programs.ts";
import { isKnown, leavesMigrations, textOfSetting } from "../../rules/certctl/settings.ts";
import { imageName } from "../../rules/pods/image-name.ts";
import { containersOf, podOf } from "../../rules/pods/pod.ts";
import type { FoundRisk } from "../risk.ts";
import { programsIn } from "./programs.ts";
import { isKind, riskRule } from "./rule.ts";
import { culprit } from "./settings.ts";
import type { InstallationPair, Sides } from "./sides.ts";

const VIA_HOOK = "CERTCTL_MIGRATIONS_VIA_HOOK";

export const migrationWay = riskRule(
  "migration-way",
  "The database is migrated by a Job and by the servers, or by nobody.",
  function* (sides) {
    for (const { before, after } of sides.installations) {
      const [was, is] = [wayOf(before), wayOf(after)];
      if (is === was || is === undefined) continue;
      const [server] = after.servers;
      if (server === undefined) continue;
      yield { level: "danger", ...WORDS[is], ...changeOf({ before, after }, server, sides) };
    }
  },
);

/** Undefined where one of them does it, or where nobody can say. */
function wayOf({ servers, migrations }: Installation): "both" | "nobody" | undefined {
  if (servers.length === 0) return undefined;
  if (servers.some((server) => !isTold(server))) return undefined;
  const leaves = servers.every(leavesMigrations);
  if (migrations.length === 0) return leaves ? "nobody" : undefined;
  return servers.some(leavesMigrations) ? undefined : "both";
}

function isTold(server: Program): boolean {
  const text = textOfSetting(server, VIA_HOOK);
  return text === undefined || isKnown(text);
}

const WORDS = {
  both: {
    message: `The migration Job and the servers both migrate (${VIA_HOOK} is not true, and the Job is there): a server of a rollout changes the schema while older ones still use it, waits for the lock, and may be killed by its probes meanwhile.`,
    advice: `Set ${VIA_HOOK}=true for the servers, or remove the Job.`,
  },
  nobody: {
    message: `Nobody migrates any more: the servers leave it to a Job (${VIA_HOOK}=true), and there is none. A new server runs on the old schema and answers with errors (500), and on an empty database it ends again and again.`,
    advice: `Keep the Job, or remove ${VIA_HOOK} from the servers.`,
  },
} as const;

/** The Job that came or went, else the server's variable. */
function changeOf(
  { before, after }: InstallationPair,
  server: Program,
  sides: Sides,
): Pick<FoundRisk, "change" | "path"> {
  const added = after.migrations.map(({ pod }) => sides.changeOf(pod.resource)).find((one) => one?.kind === "added");
  const removed = sides.removed.find((one) => before.migrations.some(({ pod }) => pod.resource.id === one.before.id));
  const job = added ?? removed;
  return job === undefined ? culprit(VIA_HOOK, server, sides) : { change: job };
}

export const migrationImage = riskRule(
  "migration-image",
  "The migration runs another version than the servers.",
  function* (sides) {
    if (!mayDiffer(sides)) return;
    for (const { before, after } of sides.allInstallations) {
      const [was, is] = [odd(before), odd(after)];
      if (is === undefined || was !== undefined) continue;
      const { container, pod } = is;
      const ofJob = sides.changeOf(pod.resource);
      const [server] = after.servers;
      yield {
        level: "danger",
        message:
          "The migration has another image than the servers: it prepares the schema of another version, and servers miss columns (500), or write into a schema that is newer than they are.",
        advice: "Give both the same image, by tag and by digest.",
        change: ofJob ?? (server && sides.changeOf(server.pod.resource)),
        ...(ofJob === undefined ? {} : { path: [...container.path, "image"] }),
      };
    }
  },
);

/** False where what migrates and what serves got the same new image, or neither got one. */
function mayDiffer({ pairs, after, added }: Sides): boolean {
  const images = (isJob: boolean): ReadonlySet<string> =>
    new Set(
      pairs.flatMap((pair) => {
        if (isKind(pair.after, "batch", "Job", "CronJob") !== isJob) return [];
        const [was, is] = [imagesIn(pair.before), imagesIn(pair.after)];
        return is.filter((image) => !was.includes(image));
      }),
    );
  const [ofJobs, ofServers] = [images(true), images(false)];
  if (ofJobs.size !== ofServers.size || [...ofJobs].some((image) => !ofServers.has(image))) return true;
  return added.some((one) => programsIn(one.after, after).some(({ role }) => role === "migration"));
}

function imagesIn(resource: Resource): readonly string[] {
  const pod = podOf(resource);
  const images = pod === undefined ? [] : containersOf(pod).map(({ image }) => image);
  return images.filter((image) => isCertctlImage(image) && imageName(image).base !== "certctl-agent");
}

function odd({ migrations, servers }: Installation): Program | undefined {
  const images = new Set(servers.map(({ container }) => container.image));
  return images.size === 0 ? undefined : migrations.find(({ container }) => !images.has(container.image));
}
