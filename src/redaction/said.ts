/** What the program says of objects: names and wrong values in it may hold a secret, though they should not. */

import { secretWord } from "../k8s/secret-words.ts";
import { isObject, type JsonValue } from "../model/json.ts";
import { hideFlags } from "./arguments.ts";
import { hidden, hideGroup } from "./redacted.ts";
import { isHarmless } from "./reference.ts";
import { hideInProse, hideInText } from "./text.ts";

/** The last one may not end. */
const QUOTED = /"(?<inside>(?:[^"\\]+|\\[\s\S]|\\$)*)(?<end>"|$)/g;
const QUERY = /[?&](?<name>[\w.-]+)=(?<secret>[^\s"'`&#]+)/dg;
const EQUALS = /(?<![\w.-])(?<name>[\w.-]+)=(?<secret>[^\s"'`&;,()[\]<]+)/dg;

const isNamed = ({ name = "", secret = "" }): boolean => secretWord(name) === "secret" && !isHarmless(secret);

/** A message without secrets. In its own words a colon promises nothing; in quotes it has a text of the input. */
export function messageWithoutSecrets(message: string): string {
  if (!/[=@"]|:\/\/|--/.test(message)) return message;
  const shown = message.replaceAll(QUOTED, (quoted, inside: string, end: string) => {
    const text = hideInText(inside, hidden);
    return text === inside ? quoted : `"${text}${end}`;
  });
  const known = hideFlags(hideInProse(shown, hidden), hidden);
  return hideGroup(hideGroup(known, QUERY, hidden, isNamed), EQUALS, hidden, isNamed);
}

/** Findings and reports without secrets: all their texts but the names of files, which must lead there. */
export function withoutSecrets<T>(said: T): T {
  const known = new Map<string, string>();
  const message = (text: string): string => {
    const shown = known.get(text) ?? messageWithoutSecrets(text);
    known.set(text, shown);
    return shown;
  };
  const visit = (value: JsonValue, key: string): JsonValue => {
    if (typeof value === "string") return (SHOWN.get(key) ?? message)(value);
    if (Array.isArray(value)) return value.map((item) => visit(item, key));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, name)]));
  };
  return visit(said as JsonValue, "") as T;
}

const SHOWN: ReadonlyMap<string, (text: string) => string> = new Map([
  ["file", (text: string) => text],
  ["pointer", pointer],
  ["path", (text: string) => text.replace(/[^.[\]]*[:=\s][\s\S]*$/, (odd) => hideInText(odd, hidden))],
]);

function pointer(text: string): string {
  return text.split("/").map(nameWithoutSecrets).join("/");
}

/** A key or a name: whoever forgets a space, or puts an address there, makes one of a secret. */
export function nameWithoutSecrets(key: string): string {
  return /[=:@\s]/.test(key) ? hideInText(key, hidden) : key;
}
