/** Puts what is shown in the place of secrets. */
import { REDACTED } from "../model/redacted.ts";

/** Takes a secret out of a text, and returns what is shown instead of it. */
export type Hide = (secret: string) => string;

export const hidden: Hide = () => REDACTED;

/** Replaces the named group `secret` of each match by what `hide` returns, where `isSecret` says so of the match. */
export function hideGroup(
  text: string,
  pattern: RegExp,
  hide: Hide,
  isSecret: (groups: Readonly<Record<string, string | undefined>>) => boolean = () => true,
): string {
  let shown = "";
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const groups = match.groups ?? {};
    const [start, end] = match.indices?.groups?.secret ?? [match.index, match.index + match[0].length];
    const secret = text.slice(start, end);
    if (start < done || secret === "" || secret === REDACTED || !isSecret({ ...groups, secret })) continue;
    shown += text.slice(done, start) + hide(secret);
    done = end;
  }
  return done === 0 ? text : shown + text.slice(done);
}
