/** Rotates one named API key of certctl so that the present one stays valid for an overlap. */
import { API_KEY_NAMES, SECRETS } from "../certctl/names.ts";
import type { Environment } from "../model/environment.ts";
import { inputError } from "../model/errors.ts";
import type { JsonObject } from "../model/json.ts";
import { type Rotated, readPresent } from "./present.ts";
import { formatNamedKeys, type NamedKey, parseNamedKeys, randomHex, type SecretsIo } from "./values.ts";

export type KeyRotation = "admin-key" | "agent-key" | "enroll-key";

const KEYS = {
  "admin-key": { name: API_KEY_NAMES.admin, secret: SECRETS.admin, key: "api-key" },
  "agent-key": { name: API_KEY_NAMES.agent, secret: SECRETS.agent, key: "api-key" },
  "enroll-key": { name: API_KEY_NAMES.enroll, secret: SECRETS.agent, key: "enroll-key" },
} as const;

/** A new key first in the server's list, the one in use behind it, and the new one where its user reads it. */
export function rotateKey(what: KeyRotation, present: readonly JsonObject[], env: Environment, io: SecretsIo): Rotated {
  const { name, secret, key } = KEYS[what];
  const server = { namespace: env.namespace.name, name: SECRETS.server, keys: ["api-keys-named"] };
  const namespace = secret === SECRETS.agent ? env.agents.namespace : env.namespace.name;
  // Without agents nobody reads their key: only the server's list has it.
  const isRead = secret !== SECRETS.agent || env.agents.kind !== "off";
  const secrets = readPresent(present, [server, ...(isRead ? [{ namespace, name: secret, keys: [key] }] : [])]);

  const fresh = randomHex(io);
  const inUse = isRead ? secrets.value(secret, key) : undefined;
  const listed = readNamedKeys(secrets.value(SECRETS.server, "api-keys-named"), server.namespace);
  const list = formatNamedKeys(overlap(listed, name, inUse, fresh));
  const token = what === "enroll-key" ? { "agent-bootstrap-token": fresh } : {};
  const changed = [secrets.changed(SECRETS.server, { "api-keys-named": list, ...token })];
  if (isRead) changed.push(secrets.changed(secret, { [key]: fresh }));
  return { changed, notes: notes(what, name) };
}

/**
 * At most two keys stay of a name. The one kept is the one that its user has, not the first: after a half-done
 * rotation (one Secret replaced, the other refused) these differ, and agents would be locked out.
 */
function overlap(keys: readonly NamedKey[], name: string, inUse: string | undefined, fresh: string): NamedKey[] {
  const same = keys.filter((key) => key.name === name);
  const kept = same.find(({ key }) => key === inUse) ?? same[0];
  if (kept === undefined) {
    throw inputError(
      "rotation-input",
      `api-keys-named of Secret ${SECRETS.server} has no key named ${name}.`,
      `Add one there by hand, as ${name}:KEY, and to the Secret that its user reads.`,
      { path: "--from" },
    );
  }
  return keys.flatMap((key) => {
    if (key.name !== name) return [key];
    return key === same[0] ? [{ ...kept, key: fresh }, kept] : [];
  });
}

function readNamedKeys(text: string, namespace: string): NamedKey[] {
  const keys = parseNamedKeys(text);
  if (typeof keys !== "number") return keys;
  throw inputError(
    "rotation-input",
    `Entry ${keys} of api-keys-named in Secret ${namespace}/${SECRETS.server} is not name:key or name:key:admin.`,
    "Correct that entry; its text is not shown, it may hold a key.",
    { path: "--from" },
  );
}

function notes(what: KeyRotation, name: string): string[] {
  const server =
    "Keys are read at start: change server.secretsRevision and commit; the servers roll out, then the agents.";
  const overlapping = `The key named ${name} that was in use stays valid until the next rotation of ${what}.`;
  if (what === "admin-key")
    return [
      server,
      overlapping,
      "Until the servers have restarted only the old key works; then people need the new one: tell them where it is.",
    ];
  const agents = "An agent that restarts by chance before the servers did is refused until then.";
  if (what === "agent-key") return [server, overlapping, agents];
  const token =
    "Registering with the old enrolment key fails as soon as the server has restarted: certctl compares the key with its " +
    "one bootstrap token. Agents that are registered are not affected.";
  return [server, overlapping, token, agents];
}
