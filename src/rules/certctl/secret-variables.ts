/** Which variables hold secrets, and which part of their text is the secret. */

/** Of certctl (internal/config), PostgreSQL and of whatever runs beside them: names that end in the same words. */
const SECRET_NAMES =
  /(PASSWORD|PASSWD|(^|_)PASS|TOKEN|(AUTH|API|CLIENT|COOKIE|HMAC|SHARED|SIGNING|WEBHOOK)_SECRET|PRIVATE_KEY|API_KEY|ROUTING_KEY|ENCRYPTION_KEY|EAB_HMAC|API_KEYS_NAMED|(SLACK|TEAMS)_WEBHOOK_URL)$/;
/** Addresses with a login in them. */
const URL_NAMES = /(DATABASE|DB|POSTGRES|POSTGRESQL|PG)_(URL|URI|DSN)$/;

export function isSecretVariable(name: string): boolean {
  return SECRET_NAMES.test(name) || URL_NAMES.test(name);
}

/** The secrets in a variable's text: the password of a URL, the keys of a list, else all of it. Never show them. */
export function secretsIn(name: string, text: string): readonly string[] {
  if (URL_NAMES.test(name)) return passwordsIn(text);
  if (name.endsWith("API_KEYS_NAMED")) return text.split(",").map((entry) => (entry.split(":")[1] ?? "").trim());
  return [text.trim()];
}

function passwordsIn(url: string): readonly string[] {
  const login = /^[a-z][a-z0-9+.-]*:\/\/[^/?#:@]*:(.*)@[^@]*$/i.exec(url)?.[1];
  const parameter = /(?:^|[\s?&])password=([^\s&]*)/i.exec(url)?.[1];
  return [login, parameter].filter((one) => one !== undefined);
}
