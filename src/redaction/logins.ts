/** Logins in addresses: `scheme://user:password@host`, MySQL's `user:password@tcp(...)`, a registry's before an image. */
import { type Hide, hideGroup } from "./redacted.ts";
import { isReference } from "./reference.ts";

/** What an address is made of; references may hold spaces. */
const CHARACTER = String.raw`(?:\{\{[^}]*\}\}|[^\s"'<>\`|\\])`;
const URLS = new RegExp(String.raw`(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30}):\/\/(?<rest>${CHARACTER}+)`, "g");

/** `user:password@tcp(host)`, `user:password@host:5432/...`; an image's digest is no host. */
const BARE =
  /(?<=(?<![\w./@:-])(?:\/\/)?)[\w.+-]{1,100}:(?!\/\/)(?<secret>[^\s@"'/]{1,256})@(?!sha\d+:)(?=(?:tcp|unix)\(|[\w-]+(?:\.[\w-]+)*(?::\d|\/|\s|$|["',]))/dg;

/** An address within a query of another one. */
const ENCODED = /%3A%2F%2F(?<secret>(?:(?!%2F|%40)[^\s"'<>&?#]){1,300})%40/dgi;

/** The path of these is a key. */
const WEBHOOKS =
  /https:\/\/(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks|[\w.-]*webhook\.office\.com\/webhook\w*|[\w.-]+\.logic\.azure\.com(?::\d+)?\/workflows)\/(?<secret>[^\s"'<>]+)/dg;

export function hideLogins(text: string, hide: Hide): string {
  let shown = text;
  if (text.includes("@")) {
    if (text.includes("://")) shown = hideUsers(shown, hide);
    shown = hideGroup(shown, BARE, hide, ({ secret = "" }) => !isReference(secret));
  }
  if (text.includes("%40")) shown = hideGroup(shown, ENCODED, hide);
  return shown.includes("https://") ? hideGroup(shown, WEBHOOKS, hide) : shown;
}

function hideUsers(text: string, hide: Hide): string {
  return text.replaceAll(URLS, (url, scheme: string, rest: string) => {
    const end = endOfUser(rest);
    const user = rest.slice(0, end);
    if (end <= 0 || isOpen(scheme, user)) return url;
    // Tell both parts: the password may stand elsewhere without its user.
    const colon = user.indexOf(":");
    if (colon >= 0) hide(decoded(user.slice(colon + 1)));
    return `${scheme}://${hide(user)}${rest.slice(end)}`;
  });
}

/** Where the user part ends. An unescaped password may hold what ends the host: then it goes to the last `@`. */
function endOfUser(rest: string): number {
  const authority = /^(?:\{\{[^}]*\}\}|[^/?#])*/.exec(rest)?.[0] ?? "";
  const inside = authority.lastIndexOf("@");
  const isLogin = /^[^/?#@:]*:(?!\d+(?:[/?#]|$))/.test(rest);
  if (inside >= 0) {
    const behind = isLogin ? (/^[^?#]*/.exec(rest)?.[0] ?? "").lastIndexOf("@") : inside;
    return /^@sha\d+:/.test(rest.slice(behind)) || behind < inside ? inside : behind;
  }
  return isLogin ? rest.lastIndexOf("@") : -1;
}

/** A password that somebody else puts in, and the user that everybody has on a git server. */
function isOpen(scheme: string, user: string): boolean {
  const [, name = user, password] = /^([^:]*):(.*)$/s.exec(user) ?? [];
  if (password === undefined) return isReference(name) || (/ssh|^git/i.test(scheme) && name === "git");
  return password === "" ? isReference(name) : isReference(password) && (isReference(name) || /^[\w.-]*$/.test(name));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
