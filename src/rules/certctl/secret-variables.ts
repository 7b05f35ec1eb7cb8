/** Which variables hold secrets, and which part of their text is the secret. */
import { secretWord } from "../../k8s/secret-words.ts";

/** certctl reads the path of a file there (internal/config/config.go:217, issuers.go:404). */
const PATHS = /CREDENTIALS$/;
/** Addresses with a login in them. */
const URL_NAMES = /(DATABASE|DB|POSTGRES|POSTGRESQL|PG)_(URL|URI|DSN)$/;

/** What is no word may be a name and its value, where a space was forgotten: its messages would show it. */
export function isSecretVariable(name: string): boolean {
  if (!/^[\w.-]+$/.test(name)) return false;
  return (secretWord(name) === "secret" && !PATHS.test(name)) || URL_NAMES.test(name);
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
