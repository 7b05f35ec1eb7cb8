/** Random values and the text of CERTCTL_API_KEYS_NAMED; everything random comes from the caller. */

/** What making Secrets needs from the world. */
export interface SecretsIo {
  readonly now: Date;
  /** Cryptographically secure random bytes. */
  randomBytes(count: number): Uint8Array;
}

export interface NamedKey {
  readonly name: string;
  readonly key: string;
  readonly admin: boolean;
}

/** 32 random bytes as 64 hex digits: no character means anything in a URL, a shell or certctl's list of keys. */
export function randomHex(io: SecretsIo): string {
  const bytes = io.randomBytes(32);
  if (bytes.length !== 32) throw new Error(`asked for 32 random bytes, got ${bytes.length}`);
  return Buffer.from(bytes).toString("hex");
}

/** `admin:KEY:admin,agent:KEY`. */
export function formatNamedKeys(keys: readonly NamedKey[]): string {
  return keys.map(({ name, key, admin }) => `${name}:${key}${admin ? ":admin" : ""}`).join(",");
}

/** The keys of such a text, or the number (from 1) of the entry that is not one; the text itself is a secret. */
export function parseNamedKeys(text: string): NamedKey[] | number {
  const keys: NamedKey[] = [];
  for (const [index, entry] of text.split(",").entries()) {
    const match = /^([A-Za-z0-9_-]+):([^:]+)(:admin)?$/.exec(entry.trim());
    if (match?.[1] === undefined || match[2] === undefined) return index + 1;
    keys.push({ name: match[1], key: match[2], admin: match[3] !== undefined });
  }
  return keys;
}
