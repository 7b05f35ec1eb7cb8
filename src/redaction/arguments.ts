/** Secrets that stand behind their names without a sign between: flags, headers, SQL, files of logins. */
import { secretWord } from "../k8s/secret-words.ts";
import { isLogin } from "./named-value.ts";
import { type Hide, hideGroup } from "./redacted.ts";
import { isExpansion, isHarmless, isReference } from "./reference.ts";

const FLAG = /(?<![\w-])--?(?<name>[A-Za-z][\w.-]*)[ \t]+(?<quote>["']?)(?!-)(?<secret>[^\s"']+)/dg;
const LOGIN_FLAG = /(?<![\w-])(?:-u|-U|--user|--proxy-user)[ =]?["']?(?<secret>[^\s"':]+:[^\s"']+)/dg;
const HEADER =
  /\b(?:Authorization["']?[ \t]*[:=][ \t]*["']?(?:\w+[ \t]+)?|(?:Bearer|Basic)[ \t]+(?=[\w.~+/=-]*[\dA-Z=])(?=[\w.~+/=-]{8}))(?<secret>(?:\$\([^)]*\)|\{\{[^}]*\}\}|[^\s"'\\])+)/dgi;

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
