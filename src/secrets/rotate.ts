/** Rotates one secret of an environment: reads the present Secrets, returns the changed ones for `kubectl replace`. */
import { SECRETS } from "../certctl/names.ts";
import type { Environment } from "../model/environment.ts";
import { inputError } from "../model/errors.ts";
import type { JsonObject } from "../model/json.ts";
import { didYouMean } from "./pick.ts";
import { type Rotated, readPresent } from "./present.ts";
import { rotateKey } from "./rotate-keys.ts";
import { rotateServerCa, rotateTls } from "./rotate-tls.ts";
import { randomHex, type SecretsIo } from "./values.ts";

export const ROTATIONS = ["database-password", "agent-key", "enroll-key", "admin-key", "tls", "server-ca"] as const;
export type Rotation = (typeof ROTATIONS)[number];

/** What must never change, and why. */
const NEVER: Readonly<Record<string, string>> = {
  "encryption-key": "certctl can't re-encrypt: issuers and targets in its database would be unreadable for good",
  "issuing-ca": "certificates that it issued would stop chaining to what certctl hands out",
};
/** Said also by the name of the Secret. */
const ALIASES: Readonly<Record<string, string>> = {
  [SECRETS.encryption]: "encryption-key",
  [SECRETS.issuingCa]: "issuing-ca",
};

/** `present` is what `kubectl get secret -o yaml` gave: documents, Lists of Secrets or both; others are ignored. */
export async function rotate(
  what: string,
  present: readonly JsonObject[],
  env: Environment,
  io: SecretsIo,
): Promise<Rotated> {
  const rotation = checkRotation(what);
  const { changed, notes } = await rotateOne(rotation, present, env, io);
  return { changed, notes: [...notes, ...providerNotes(env)] };
}

function rotateOne(what: Rotation, present: readonly JsonObject[], env: Environment, io: SecretsIo) {
  switch (what) {
    case "database-password":
      return rotateDatabasePassword(present, env, io);
    case "tls":
      return rotateTls(present, env, io);
    case "server-ca":
      return rotateServerCa(present, env, io);
    default:
      return rotateKey(what, present, env, io);
  }
}

function rotateDatabasePassword(present: readonly JsonObject[], env: Environment, io: SecretsIo): Rotated {
  if (env.database.type !== "embedded") {
    throw inputError(
      "rotation-refused",
      `The database of ${env.name} is external: its password is changed where it runs.`,
      `Change it there, then \`url\` in Secret ${env.database.secretName}.`,
      { path: "--rotate" },
    );
  }
  const secrets = readPresent(present, [{ namespace: env.namespace.name, name: SECRETS.database, keys: ["password"] }]);
  const values = { password: randomHex(io), "previous-password": secrets.value(SECRETS.database, "password") };
  return {
    changed: [secrets.changed(SECRETS.database, values)],
    notes: [
      "Change server.secretsRevision and commit: the certctl-credentials Job alters the role, then the server rolls out.",
      "Let that Job complete before the next rotation: the Secret remembers only one previous password.",
    ],
  };
}

function checkRotation(what: string): Rotation {
  const reason = NEVER[ALIASES[what] ?? what];
  if (reason !== undefined) {
    throw inputError("rotation-refused", `${what} is never rotated: ${reason}.`, "Keep it, and back it up.", {
      path: "--rotate",
    });
  }
  const known = ROTATIONS.find((rotation) => rotation === what);
  if (known !== undefined) return known;
  const message = `There is nothing called ${what} to rotate.${didYouMean(what, ROTATIONS)}`;
  throw inputError("rotation-unknown", message, `Name one of ${ROTATIONS.join(", ")}.`, { path: "--rotate" });
}

/** Where something else owns the Secrets, replacing them in the cluster lasts only until its next look. */
function providerNotes(env: Environment): string[] {
  switch (env.secrets.provider) {
    case "manual":
      return [];
    case "external-secrets":
      return [
        "ExternalSecrets write these from the store: put the changed values there, or they are undone at the next refresh.",
      ];
    default:
      return [
        `These come from Git (${env.secrets.provider}): encrypt the changed Secrets and commit them, without metadata.resourceVersion.`,
      ];
  }
}
