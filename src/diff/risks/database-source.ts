/** The database that certctl uses, and how it gets there: another one, another login, less protection on the way. */
import { formatId } from "../../model/manifest.ts";
import { type DatabaseAddress, databaseAddress } from "../../rules/certctl/database-url.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import type { FoundRisk } from "../risk.ts";
import { type ProgramPair, programPairs } from "./programs.ts";
import { riskRule } from "./rule.ts";
import { culprit, switchOf } from "./settings.ts";
import type { InstallationPair, Sides } from "./sides.ts";

const URL = "CERTCTL_DATABASE_URL";

/** Of the servers, or of the migrations where there are none: both are told the same. */
function users(pair: InstallationPair, sides: Sides): readonly ProgramPair[] {
  const servers = programPairs("server", pair, sides);
  return servers.length > 0 ? servers : programPairs("migration", pair, sides);
}

export const databaseSource = riskRule(
  "database-source",
  "certctl's database URL leads to another database, or comes from another place.",
  function* (sides) {
    for (const pair of sides.installations) {
      for (const one of users(pair, sides).slice(0, 1)) {
        const found = otherPlace(one, sides);
        if (found !== undefined) yield { ...culprit(URL, one.after, sides), ...found };
      }
    }
  },
);

type Words = Pick<FoundRisk, "level" | "message" | "advice">;

function otherPlace(pair: ProgramPair, sides: Sides): Words | undefined {
  return otherDatabase(pair, sides) ?? otherSource(pair, sides);
}

function otherDatabase({ before, after }: ProgramPair, sides: Sides): Words | undefined {
  const [was, is] = [databaseAddress(before), databaseAddress(after)];
  if (was === undefined || is === undefined) return undefined;
  const isElsewhere = differ(hostBefore(was, before, sides), hostAfter(is, after, sides));
  if (!isElsewhere && !differ(was.database, is.database) && !differ(was.port, is.port)) return undefined;
  return {
    level: "danger",
    message: `The servers use another database (${URL}): unless it is a copy, certctl starts without its certificates, issuers, agents and audit trail, agents are unknown to it, and what it issued before is no longer renewed.`,
    advice:
      "Stop the servers, dump the old database, restore into the new one, and only then switch; keep the encryption key. Check that the migration and the backup use the same one.",
  };
}

function differ(was: string | undefined, is: string | undefined): boolean {
  return was !== undefined && is !== undefined && was !== is;
}

/** The Service that a host named, by what it is now: a host may be written in several ways, and a Service be renamed. */
function hostBefore({ host }: DatabaseAddress, { pod }: Program, sides: Sides): string | undefined {
  const service = host === undefined ? undefined : sides.before.objects.serviceAt(host, pod.namespace);
  const later = service === undefined ? undefined : (sides.later(service) ?? service);
  return later === undefined ? host : formatId(later.id);
}

function hostAfter({ host }: DatabaseAddress, { pod }: Program, sides: Sides): string | undefined {
  const service = host === undefined ? undefined : sides.after.objects.serviceAt(host, pod.namespace);
  return service === undefined ? host : formatId(service.id);
}

function otherSource(pair: ProgramPair, sides: Sides): Words | undefined {
  const change = switchOf(URL, pair, sides);
  if (change === "removed") {
    return {
      level: "danger",
      message: `The servers have no ${URL} any more: certctl then looks for a database on localhost, finds none and ends.`,
      advice: `Set ${URL}.`,
    };
  }
  const [was, is] = [databaseAddress(pair.before), databaseAddress(pair.after)];
  // All that matters of it is known, and the same: it is only written elsewhere.
  const isTold = [was, is].every((one) => one?.host !== undefined && one.database !== undefined);
  if (change !== "switched" || isTold) return undefined;
  return {
    level: "danger",
    message: `The database URL comes from another place (${URL}): where it names another database, certctl starts without its data, and with another login it may not start at all.`,
    advice:
      "Check that the new value names the same host, database and role as the old one, for the migration too, or move the data first.",
  };
}

/** Weakest first; without a word lib/pq encrypts and checks nothing. */
const MODES = ["disable", "require", "verify-ca", "verify-full"];

export const databaseTlsWeakened = riskRule(
  "database-tls-weakened",
  "The connection to the database is less protected than before.",
  function* (sides) {
    for (const pair of sides.installations) {
      for (const one of users(pair, sides).slice(0, 1)) {
        const [was, is] = [databaseAddress(one.before), databaseAddress(one.after)];
        if (was?.host === undefined || is?.host === undefined) continue;
        const [from, to] = [was, is].map(({ parameters }) => MODES.indexOf(parameters.get("sslmode") ?? "require"));
        if (from === undefined || to === undefined || to < 0 || to >= from) continue;
        yield {
          level: "caution",
          message:
            to === 0
              ? "The connection to the database is not encrypted any more (sslmode): its password, and all that certctl stores, go over the network as they are."
              : "The database's certificate is checked less than before (sslmode): whoever stands in between can pass for the database.",
          advice: "Keep sslmode=verify-full with the authority mounted; disable is for a database in the same cluster.",
          ...culprit(URL, one.after, sides),
        };
      }
    }
  },
);

export const databaseLogin = riskRule(
  "database-login",
  "The password, role or name of the database comes from another place.",
  function* (sides) {
    for (const pair of sides.installations) {
      const databases = programPairs("database", pair, sides).slice(0, 1);
      for (const one of databases) {
        const name = ["POSTGRES_USER", "POSTGRES_DB"].find((key) => switchOf(key, one, sides) !== "same");
        if (name !== undefined) {
          yield {
            level: "danger",
            message: `${name} counts only for an empty data directory: an existing database keeps its role and its name, and whoever uses the new one is refused.`,
            advice: "Make the role or the database by SQL first (ALTER ROLE, ALTER DATABASE), or take it back.",
            ...culprit(name, one.after, sides),
          };
          return;
        }
      }
      const clients = users(pair, sides).slice(0, 1);
      // With another database goes another login.
      if (clients.some((one) => otherPlace(one, sides) !== undefined)) continue;
      for (const one of databases.length > 0 ? databases : clients) {
        const change = switchOf("POSTGRES_PASSWORD", one, sides);
        if (change !== "switched" && change !== "removed") continue;
        yield {
          level: "danger",
          message:
            "The database's password comes from another place (POSTGRES_PASSWORD): an existing database keeps the old one, and with another password no server gets in (SQLSTATE 28P01).",
          advice:
            "Put the password that the role has into the new place, with the old one as previous-password where a Job changes it, or change the role's password first.",
          ...culprit("POSTGRES_PASSWORD", one.after, sides),
        };
      }
    }
  },
);
