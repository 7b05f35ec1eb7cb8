/** The parts of a server's database URL, as far as they are in the input. The password is never among them. */
import { UNKNOWN } from "../pods/variables.ts";
import type { Program } from "./programs.ts";

export interface DatabaseAddress {
  /** Undefined where the whole URL, or this part of it, is not in the input; an IPv6 address has no brackets. */
  readonly host: string | undefined;
  /** 5432 where the URL says none. */
  readonly port: string | undefined;
  readonly user: string | undefined;
  readonly database: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  /** Why Go's net/url or lib/pq can't read it; undefined where they can, as far as it is known. */
  readonly fault: string | undefined;
}

/** Undefined where the container has no URL at all. */
export function databaseAddress({ variables }: Program): DatabaseAddress | undefined {
  const text = variables.get("CERTCTL_DATABASE_URL")?.text;
  return text === undefined || text === "" ? undefined : parsed(text);
}

const NOTHING = {
  host: undefined,
  port: undefined,
  user: undefined,
  database: undefined,
  parameters: new Map<string, string>(),
};

function parsed(text: string): DatabaseAddress {
  if (text === UNKNOWN) return { ...NOTHING, fault: undefined };
  const scheme = /^(postgres(?:ql)?):\/\//.exec(text);
  if (scheme === null) return keywords(text) ?? { ...NOTHING, fault: "it does not start with postgres://" };
  const rest = text.slice(scheme[0].length);
  const [beforeQuery = "", query = ""] = splitOnce(rest, "?");
  const [authority = "", path = ""] = splitOnce(beforeQuery, "/");
  const atSign = authority.lastIndexOf("@");
  const login = atSign < 0 ? "" : authority.slice(0, atSign);
  const address = authority.slice(atSign + 1);
  const [, bracketed, named = "", port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(address) ?? [];
  return {
    host: known(bracketed ?? named),
    port: known(port === undefined || port === "" ? "5432" : port),
    user: known(splitOnce(login, ":")[0] ?? ""),
    database: known(path),
    parameters: parametersOf(query),
    fault: fault(rest, login, port),
  };
}

/** lib/pq's other form: `host=db user=certctl dbname=certctl`. Quotes and escapes in it are left unread. */
function keywords(text: string): DatabaseAddress | undefined {
  if (!/^\s*[a-z_]+\s*=/.test(text)) return undefined;
  const pairs = [...text.matchAll(/([a-z_]+)\s*=\s*([^\s'\\]+)/g)].map(
    ([, key = "", value = ""]) => [key, value] as const,
  );
  const parameters = new Map(pairs.filter(([, value]) => !value.includes(UNKNOWN)));
  return {
    host: parameters.get("host"),
    port: known(new Map(pairs).get("port") ?? "5432"),
    user: parameters.get("user"),
    database: parameters.get("dbname"),
    parameters,
    fault: undefined,
  };
}

/** Go parses up to the first `/`, `?` or `#`: one of them in a password ends the host there. */
function fault(rest: string, login: string, port: string | undefined): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(login)) return "a % in its user or password is not the start of an escape (%25)";
  // net/url's validUserinfo.
  if (/[^\w\-.:~!$&'()*+,;=%@\ufffc]/.test(login)) return "its user or password has a character that must be escaped";
  if (rest.includes("#")) return "a # in it ends the URL there";
  if (port !== undefined && !port.includes(UNKNOWN) && !/^\d*$/.test(port)) {
    return "what stands behind the host's colon is no port: a / or ? in the password must be written %2F, %3F";
  }
  if (login === "" && /[?/].*@/.test(rest)) return "a / or ? in the password ends the host there: write %2F, %3F";
  return undefined;
}

function known(text: string): string | undefined {
  return text === "" || text.includes(UNKNOWN) ? undefined : text;
}

function parametersOf(query: string): ReadonlyMap<string, string> {
  const pairs = query.split("&").filter((pair) => pair !== "" && !pair.includes(UNKNOWN));
  return new Map(pairs.map((pair) => splitOnce(pair, "=")).map(([key = "", value = ""]) => [key, value]));
}

function splitOnce(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + separator.length)];
}
