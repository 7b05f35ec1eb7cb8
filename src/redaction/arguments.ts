/** Secrets that stand behind their names without a sign between: flags, headers, SQL, files of logins. */
import { secretWord } from "../k8s/secret-words.ts";
import { isLogin } from "./named-value.ts";
import { type Hide, hideGroup } from "./redacted.ts";
import { isExpansion, isHarmless, isReference } from "./reference.ts";

/** A word of a command line, in quotes or not. */
const WORD = String.raw`["']?(?<secret>(?<=")[^"]+|(?<=')[^']+|[^\s"']+)`;
const FLAG = new RegExp(String.raw`(?<![\w-])--?(?<name>[A-Za-z][\w.-]*)[ \t]+(?!-)${WORD}`, "dg");
const LOGIN_FLAG = new RegExp(String.raw`(?<![\w-])(?:-u|-U|--user|--proxy-user)[ =]?${WORD}`, "dg");
/** Programs that have a short flag for a password, `openssl`'s `pass:`, and what becomes a Secret. */
const SHORT_FLAGS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:mysql|mysqldump|mysqladmin|mariadb[\w-]*)\b[^\n;|]{0,300}?[ \t]-p(?![ \t])${WORD}`, "dg"),
  new RegExp(String.raw`\bsshpass[ \t]+-p[ \t]*${WORD}`, "dg"),
  new RegExp(String.raw`\bredis-cli\b[^\n;|]{0,300}?[ \t]-a[ \t]+${WORD}`, "dg"),
  new RegExp(String.raw`\blogin\b[^\n;|]{0,300}?[ \t]-p[ \t]+${WORD}`, "dg"),
  new RegExp(String.raw`(?<=[\s"'=])pass:${WORD}`, "dg"),
  new RegExp(String.raw`--from-literal[= ]["']?[\w.-]+=${WORD}`, "dg"),
];
const HEADER =
  /(?:\b(?:Proxy-)?Authorization["']?[ \t]*[:=][ \t]*["']?(?:\w+[ \t]+)?|\b[Aa]uthorization["']?[ \t]*[:=][ \t]*["']?(?:[Bb]earer|[Bb]asic|[Tt]oken|[Dd]igest|ApiKey)[ \t]+|\b(?:[Bb]earer|[Bb]asic)[ \t]+(?=[\w.~+/=-]*[\dA-Z=])(?=[\w.~+/=-]{8}))(?<secret>(?:\$\([^)]*\)|\{\{[^}]*\}\}|[^\s"'\\])+)/dg;

/** A shell's variable and the name of a scheme are no secret. */
function isSent(word: string): boolean {
  return !isReference(word) && !isExpansion(word) && !/^(?:Bearer|Basic|Token|Digest)$/i.test(word);
}

/** SQL, and files that put a space between name and value. */
const STATEMENT =
  /\b(?:password|passwd|passphrase|identified\s+by)\s+(?:E?(?<quote>['"]))(?<secret>(?:[^'"\\]|\\.)+)\k<quote>/dgi;
const DIRECTIVE = /^[ \t]*(?:requirepass|masterauth|auth-pass|auth_pass)[ \t]+(?<secret>[^\s"']+)/dgim;
const NETRC = /\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?<secret>\S+)/dgi;
const ELEMENT = /<(?<name>[A-Za-z][\w.:-]*)[^<>]*>(?<secret>[^<>]+)<\/\k<name>>/dg;

const isOwn = ({ secret = "" }): boolean => !isHarmless(secret) && !isExpansion(secret);

/** `--password x`. */
export function hideFlags(text: string, hide: Hide): string {
  return hideGroup(
    text,
    FLAG,
    hide,
    ({ name = "", secret = "" }) => secretWord(name) === "secret" && isOwn({ secret }),
  );
}

/** Names that stand before their values without a sign between them. */
export function hideArguments(text: string, hide: Hide): string {
  let shown = text;
  if (text.includes("-")) {
    shown = hideFlags(shown, hide);
    shown = hideGroup(shown, LOGIN_FLAG, hide, ({ secret = "" }) => isLogin(secret));
    for (const pattern of SHORT_FLAGS) shown = hideGroup(shown, pattern, hide, isOwn);
  }
  shown = hideGroup(shown, HEADER, hide, ({ secret = "" }) => isSent(secret));
  shown = hideGroup(shown, STATEMENT, hide, isOwn);
  shown = hideGroup(shown, DIRECTIVE, hide, isOwn);
  if (/machine\s/.test(shown)) shown = hideGroup(shown, NETRC, hide, isOwn);
  return shown.includes("</")
    ? hideGroup(
        shown,
        ELEMENT,
        hide,
        ({ name = "", secret = "" }) => secretWord(name) === "secret" && !isHarmless(secret),
      )
    : shown;
}
