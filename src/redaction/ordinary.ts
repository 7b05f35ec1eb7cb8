/** Which values of Secrets are no secrets by themselves, so that hiding them everywhere would hide the rest. */
import { secretWord, wordsOf } from "../k8s/secret-words.ts";
import { isObject, type JsonValue } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";

/** Of the program itself, its neighbours, and what everybody writes where a value is wanted. */
const WORDS = new Set(
  `true false none null yes no on off enabled disabled admin administrator root user username postgres postgresql pgsql
  mysql redis certctl server agent test testing default prod production stage staging dev development local localhost
  example password passwd secret token login guest public private info debug warn error data database name value string
  opaque basic bearer disable require prefer allow verify-ca verify-full api-key oidc https http tcp main latest system
  kubernetes cluster service docker registry`.split(/\s+/),
);

/** Keys of a Secret that hold a part of a login that is no secret, or a certificate. */
const PUBLIC_KEY =
  / (?:user|username|login|host|hostname|server|port|database|dbname|db|schema|name|type|namespace|region|bucket|project|email|endpoint|address|sslmode|mode|ca|cert|crt|pem|pub|known hosts|ca bundle|issuer) $/;

/**
 * True of a value that is only hidden where the Secret itself holds it. It is one of these:
 * a common word; a number of fewer than 8 digits; the name of a field, object, container or image of the environment;
 * under a key such as `username`, `host` or `ca.crt`, whatever it is unless a login is in it; and under a key whose
 * name promises no secret, what looks like a word, a host, a path or an address without a login.
 */
export function ordinaryWords(objects: readonly Manifest[]): (key: string, value: string) => boolean {
  let names: ReadonlySet<string> | undefined;
  return (key, value) => {
    if (WORDS.has(value.toLowerCase()) || /^[\d.,:-]{1,7}$/.test(value)) return true;
    if (value.includes("-----BEGIN CERTIFICATE-----") && !value.includes("PRIVATE KEY")) return true;
    const isSecret = secretWord(key) !== "none";
    if (!isSecret && PUBLIC_KEY.test(wordsOf(key)) && !/:\/\/[^/]*@/.test(value)) return true;
    if (!isSecret && isPlainWord(value)) return true;
    if (!/^[\w.-]{1,63}$/.test(value)) return false;
    names ??= namesIn(objects);
    return names.has(value);
  };
}

function isPlainWord(value: string): boolean {
  if (/^[a-z]+(?:[-_.][a-z]+)*(?::\d+)?$/i.test(value) && value.length < 40) return true;
  return /^(?:\/[\w.-]+)+\/?$/.test(value) || /^[a-z][a-z0-9+.-]*:\/\/[^@?]*$/i.test(value);
}

/** Fields, kinds, and what the objects and their parts are called. */
function namesIn(objects: readonly Manifest[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: JsonValue, isSecretData: boolean): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, isSecretData);
    if (!isObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      names.add(key);
      if (isSecretData) continue;
      if (typeof inner !== "string") visit(inner, key === "data" || key === "stringData");
      else if (key === "name" || key === "namespace" || key === "kind") names.add(inner);
      else if (key === "image") for (const part of inner.split(/[/:@]/)) names.add(part);
    }
  };
  for (const object of objects) visit(object, false);
  return names;
}
