/** Which names promise a secret: of fields, variables, flags, headers and query parameters, however they are written. */

/** In words of small letters with spaces around. A lone `auth`, `key` or `pass` says too little, and is told apart below. */
const TERM =
  /(?<= )(?:\w*(?:passwords?|passwd|passphrase|secrets?|tokens?|apikeys?|privatekey|accesskey|secretkey|encryptionkey)\d*|credentials?|creds|hmac|psk|passcode|rediscli auth|masterauth|requirepass|api keys?|(?:pre ?shared|private|access|encryption|decryption|secret|signing|master|account|routing|shared|client|auth|webhook|hmac|ssh|license|session|cookie|jwt|aes|unseal|deploy|service|integration|subscription|app|write) keys?)(?= )/g;

/** Behind such a term they name a property of the secret, or where it is. */
const SETTING = new Set(
  `name names ref refs reference references file files filename path paths dir directory mount ttl expiration expiry expires
  expire duration seconds minutes hours days interval timeout age lifetime period policy length size min max count limit
  type kind algorithm alg format encoding encryption method mode enabled enable disabled required require url uri endpoint
  host hostname port issuer audience audiences rotation rotate retention provider store engine backend source namespace
  version revision arn template generator labels annotations label annotation selector selectors prefix suffix header field
  property env var variable class role roles scope scopes review reviews request requests validity deny empty allow
  optional options config status rule rules strength hint prompt reset sync reload controller manager operator server
  cache renewal renew usage usages bits iterations rounds schema id created updated description location attempts retries
  owner user username ack authentication`.split(/\s+/),
);

/** `passThrough` and `bypass` have no secret, nor has nginx' `proxy_pass`. */
const LAST_PASS =
  /(?<! (?:proxy|fastcgi|uwsgi|grpc|low|high|band|by|first|single)) (?:pass|pwd|\w+pwd|(?<= \w+ )pw|(?:db|ssh|smtp|my)pass) $/;

/** Their whole address is the secret: who has it may post. */
const WEBHOOK = / (?:slack|teams|discord|mattermost) (?:\w+ )*webhook url $/;

/** Fields that name a Secret object, where their value can be its name: `existingSecret`, `tlsSecret`. */
const OBJECT_NAME =
  / (?:(?:existing|pull|tls|ssl|ca|cert|certificate|passwords?|credentials?|keys) (?:\w+ )*secrets?|secrets) $/;

export type SecretWord =
  /** Says nothing. */
  | "none"
  /** Promises a secret. */
  | "secret"
  /** Promises a secret, unless the value can be the name of an object. */
  | "secret-or-name"
  /** Holds `user:password`, or the word for a kind of login. */
  | "login";

/** `dbPassword`, `POSTGRES_PASSWORD`, `--api-key`, `example.com/token`: what the name says of its value. Memoised. */
export function secretWord(name: string): SecretWord {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const word = judged(name);
  if (KNOWN.size < 5000) KNOWN.set(name, word);
  return word;
}

const KNOWN = new Map<string, SecretWord>();

/** Words of small letters, with a space before and behind each: ` db password `. */
export function wordsOf(name: string): string {
  const words = name
    .slice(name.lastIndexOf("/") + 1)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
  return ` ${words} `;
}

function judged(name: string): SecretWord {
  // A shell's folders.
  if (name.length > 200 || name === "PWD" || name === "OLDPWD") return "none";
  // Where Vault's agent finds a secret, and how it writes it.
  if (name.startsWith("vault.hashicorp.com/agent-")) return "none";
  const words = wordsOf(name);
  const isShouted = !/[a-z]/.test(name);
  if (WEBHOOK.test(words) || LAST_PASS.test(words)) return "secret";
  const last = [...words.matchAll(TERM)].at(-1);
  if (last === undefined) return / (?:\w*auth|authorization) $/.test(words) ? "login" : "none";
  if (!isShouted && / existing /.test(words) && !OBJECT_NAME.test(words)) return "none";
  const [term] = last;
  const behind = words
    .slice(last.index + term.length)
    .trim()
    .split(" ");
  if (isSetting(term, behind, isShouted)) return "none";
  // How many of a language model's tokens, not which.
  if (/s$/.test(term) && / (?:max|min|num|count|total|limit) /.test(words)) return "none";
  if (isShouted) return "secret";
  if (OBJECT_NAME.test(words)) return "secret-or-name";
  // `nginx.ingress.kubernetes.io/auth-tls-secret`: annotations of Kubernetes' own projects name Secrets.
  return / secret $/.test(words) && /(?:^|\.)(?:kubernetes|k8s)\.io\//.test(name) ? "secret-or-name" : "secret";
}

function isSetting(term: string, behind: readonly string[], isShouted: boolean): boolean {
  // Vault's secret_id and the ids of access keys are half of a login.
  if (behind[0] === "id" && behind.length === 1 && /^(?:secret|access ?key)$/.test(term)) return false;
  // `passwordKey`: the key of a Secret under which the password is.
  if (!isShouted && /^keys?$/.test(behind.at(-1) ?? "")) return true;
  return behind.some((word) => SETTING.has(word));
}
