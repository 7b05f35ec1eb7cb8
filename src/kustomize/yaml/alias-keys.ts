/** Aliases as keys, `*name: 1`: go-yaml ends the name before the colon, YAML 1.2 behind it. */
import { Lexer } from "yaml";

const SUSPECT = /\*[\w-]+:(?:\s|$)/;
const ALIAS_KEY = /^\*[\w-]+:$/;
/** What the lexer says between the parts of a text. */
const MARKS = ["\u0002", "\u0018", "\u001f"];

/** The text with a space before the colon of each such key, so that YAML 1.2 reads it as go-yaml does. */
export function withAliasKeysApart(text: string): string {
  if (!SUSPECT.test(text)) return text;
  let apart = text;
  // A key that is not seen as one may hide what follows it, so only the first of each reading counts.
  for (let end = aliasKeyEnd(apart); end !== undefined; end = aliasKeyEnd(apart)) {
    apart = `${apart.slice(0, end - 1)} ${apart.slice(end - 1)}`;
  }
  return apart;
}

function aliasKeyEnd(text: string): number | undefined {
  let offset = 0;
  for (const part of new Lexer().lex(text)) {
    if (MARKS.includes(part)) continue;
    offset += part.length;
    if (ALIAS_KEY.test(part) && /^(?:\s|$)/.test(text.slice(offset, offset + 1))) return offset;
  }
  return undefined;
}
