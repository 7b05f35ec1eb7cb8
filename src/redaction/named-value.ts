/** Whether a value is a secret by the name that it stands under, and which part of it. */
import { secretWord, wordsOf } from "../k8s/secret-words.ts";
import { base64Text } from "./base64.ts";
import type { Hide } from "./redacted.ts";
import { areObjectNames, isHarmless, isReference } from "./reference.ts";

/** Files of logins alone; what else stands in them is a login, too. */
const LOGIN_FILES =
  /^[._]?(?:pgpass|netrc|htpasswd|userlist\.txt|dockercfg|dockerconfigjson|git-credentials|my_login\.cnf|vault-token)$/;
const KEY_FILES = /^(?:ssh-privatekey|id_(?:rsa|dsa|ecdsa|ed25519)(?:_\w+)?)$/;

/** Files that are called after secrets have settings, too: they are looked into. */
const SETTINGS_FILE =
  /\.(?:ya?ml|json|toml|ini|cfg|cnf|conf|config|properties|env|sh|bash|py|js|ts|go|sql|xml|md|hcl|tf|lua|tpl|tmpl|rb|pl|cue|jsonnet|crt|pub)$/i;

/** Shown instead of the value, or undefined where the name promises no secret. Its text may still hold some. */
export function hideNamed(name: string, value: string, hide: Hide): string | undefined {
  if (LOGIN_FILES.test(name) || KEY_FILES.test(name)) return value.trim() === "" ? undefined : hide(value);
  const word = secretWord(name);
  if (word === "none" || isHarmless(value)) return undefined;
  if (word === "login") return hideLogin(name, value, hide);
  if (word === "secret-or-name" && areObjectNames(value)) return undefined;
  if (SETTINGS_FILE.test(name)) return undefined;
  return isCount(name, value) ? undefined : hide(value);
}

/** True where numbers under that name are secrets. */
export function isSecretNumber(name: string): boolean {
  return secretWord(name) === "secret" && !isCount(name, "0");
}

/** `tokens: 4096`. */
function isCount(name: string, value: string): boolean {
  return /^\d+$/.test(value) && / (?:tokens|secrets|keys|credentials|passwords) $/.test(wordsOf(name));
}

const SCHEME = /^(?<scheme>\s*(?:Bearer|Basic|Digest|Token|ApiKey|Negotiate|GenieKey|SSWS)\s+)(?<secret>\S[\s\S]*)$/i;

/** `Bearer x`, `user:password`, the same in base64; other words under `auth` say which kind of login there is. */
function hideLogin(name: string, value: string, hide: Hide): string | undefined {
  const { scheme, secret } = SCHEME.exec(value)?.groups ?? {};
  if (scheme !== undefined && secret !== undefined) return isReference(secret) ? undefined : scheme + hide(secret);
  // The name of the header, as it is spelt there.
  if (isLogin(value) || (/^(?:Proxy-)?Authorization$/.test(name) && !/\s/.test(value))) return hide(value);
  const inside = value.length >= 4 ? base64Text(value) : undefined;
  return inside !== undefined && isLogin(inside) ? hide(value) : undefined;
}

/** `user:password`; `1000:1000`, `host:5432` and addresses are none. */
export function isLogin(text: string): boolean {
  const { password } = /^[^\s:/]+:(?!\/\/)(?<password>\S.*)$/.exec(text.trim())?.groups ?? {};
  return password !== undefined && !/^\d+$/.test(password) && !isReference(password);
}
