/** The URL's sslmode fits the database: PostgreSQL with a certificate, or a connection that stays in the cluster. */
import { databaseAddress } from "../../certctl/database-url.ts";
import type { Installation } from "../../certctl/installation.ts";
import type { Program } from "../../certctl/programs.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import { mountAt, mountsOf, sourcesOf } from "../../pods/mounts.ts";
import { dataOf, type Objects } from "../../pods/objects.ts";
import { wordsOf } from "../../pods/pod.ts";
import { UNKNOWN } from "../../pods/variables.ts";
import { missingFile } from "../../producers/missing-file.ts";
import type { CoherenceRule, Fault } from "../../rule.ts";

/** lib/pq v1.10.9 ssl.go:19-51. */
const MODES: ReadonlySet<string> = new Set(["disable", "require", "verify-ca", "verify-full"]);
/** Those that PostgreSQL's own libraries have besides. */
const OTHER_MODES: ReadonlySet<string> = new Set(["allow", "prefer"]);

export const databaseTls: CoherenceRule = {
  name: "database-tls",
  severity: "error",
  title: "The sslmode of the database URL is one that lib/pq has and that the database can answer.",
  setting: "database",
  *check(installation) {
    for (const program of [...installation.servers, ...installation.migrations]) {
      for (const problem of problems(program, installation)) {
        yield {
          resource: program.pod.resource,
          path: program.variables.get("CERTCTL_DATABASE_URL")?.path ?? [],
          ...problem,
        };
      }
    }
  },
};

function* problems(program: Program, installation: Installation): Iterable<Fault> {
  const { objects, databases } = installation;
  const address = databaseAddress(program);
  if (address !== undefined && address.host === undefined && address.fault === undefined)
    yield* unreadable(program, installation);
  if (address?.host === undefined || address.fault !== undefined) return;
  const { host, parameters } = address;
  const mode = parameters.get("sslmode") ?? program.variables.get("PGSSLMODE")?.text ?? "require";
  if (mode.includes(UNKNOWN)) return;
  const service = objects.serviceAt(host, program.pod.namespace);
  const bundled = databases.filter(({ pod }) => service !== undefined && objects.servicesOf(pod).includes(service));
  if (!MODES.has(mode)) {
    yield unknown(mode);
  } else if (mode === "disable") {
    if (service === undefined && isOutside(host)) yield plain();
  } else if (bundled.length > 0 && bundled.every((database) => !hasCertificate(database, objects))) {
    yield noCertificate(mode, parameters.has("sslmode") || program.variables.has("PGSSLMODE"));
  } else if (mode !== "require") yield* authority(program, parameters, mode, objects);
}

/** Of any other text a part may be a password: that of a URL with a wrong separator goes on to its end. */
function unknown(mode: string): Fault {
  const what = OTHER_MODES.has(mode) ? `sslmode is ${mode}, a word` : "sslmode is a word";
  return {
    message: `${what} that certctl's driver lib/pq does not know, and it exits: it knows disable, require, verify-ca and verify-full`,
    fix: "Use sslmode=verify-full, or disable for a PostgreSQL in the same cluster.",
  };
}

function plain(): Fault {
  return {
    severity: "warning",
    message:
      "sslmode=disable to a database outside of the cluster: the password's exchange and all data cross the network in plain text",
    fix: "Use sslmode=verify-full with the authority of the database's certificate (sslrootcert or PGSSLROOTCERT).",
  };
}

function noCertificate(mode: string, isSaid: boolean): Fault {
  const what = isSaid ? `sslmode is ${mode}` : "sslmode is missing, which means require";
  return {
    message: `${what}, but the PostgreSQL here has no certificate (no ssl=on), so it refuses TLS, and certctl exits`,
    fix: "Use sslmode=disable, and let a NetworkPolicy say who reaches PostgreSQL; or give PostgreSQL a certificate and ssl=on.",
  };
}

function* authority(
  program: Program,
  parameters: ReadonlyMap<string, string>,
  mode: string,
  objects: Objects,
): Iterable<Fault> {
  const file = parameters.get("sslrootcert") ?? program.variables.get("PGSSLROOTCERT")?.text ?? "";
  if (file === "" && mayBeUnseen("PGSSLROOTCERT", program, objects)) return;
  if (file === "") {
    yield {
      severity: "warning",
      message: `sslmode is ${mode} without sslrootcert or PGSSLROOTCERT, so only authorities that the image trusts count, and those of most managed databases are none`,
      fix: "Mount the authority of the database's certificate, and name its file in sslrootcert or PGSSLROOTCERT.",
    };
  } else if (file.startsWith("/") && !file.startsWith("/etc/ssl/") && mountAt(program.container, file) === undefined) {
    yield {
      message: `the file of sslrootcert or PGSSLROOTCERT is in no mount of the container, so certctl can't read it and exits`,
      fix: "Mount the authority's Secret or ConfigMap there.",
    };
  }
}

/** Of a URL that is not in the input the sslmode is not known either; where it is disable, nobody names an authority. */
function* unreadable({ container, variables }: Program, { producers }: Installation): Iterable<Fault> {
  const variable = variables.get("PGSSLROOTCERT");
  const why =
    variable === undefined || variable.text.startsWith("/etc/ssl/")
      ? undefined
      : missingFile(container, variable, producers);
  if (variable === undefined || why === undefined) return;
  yield {
    path: variable.path,
    message: `certctl can't read the file of PGSSLROOTCERT and exits: ${why}`,
    fix: "Mount the authority's Secret or ConfigMap there.",
  };
}

/** A host without a dot or with .svc is in the cluster; with one dot it may be `service.namespace`. */
function isOutside(host: string): boolean {
  const parts = host.replace(/\.$/, "").split(".");
  return parts.length > 2 && !parts.includes("svc") && !host.startsWith("127.");
}

/** `ssl` in its command, or in a file that it mounts: a postgresql.conf, a script that initialises it. */
function hasCertificate(database: Program, objects: Objects): boolean {
  if (/\bssl\b|config_file/.test(wordsOf(database.container).join(" "))) return true;
  if ([...database.variables.keys()].some((name) => /TLS|SSL/.test(name))) return true;
  return mountsOf(database.container).some(({ volume }) =>
    sourcesOf(volume?.spec ?? {}).some(({ kind, name }) => {
      const found = objects.find(kind, database.pod.namespace, name);
      return found === undefined || [...dataOf(found).values()].some((text) => /\bssl\b/.test(text));
    }),
  );
}
