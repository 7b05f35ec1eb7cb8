/** How certctl reads its variables (internal/config/config.go): empty is unset, three words are true, the rest is false. */
import { UNKNOWN } from "../pods/variables.ts";
import type { Program } from "./programs.ts";
import { isOlder, releaseOf } from "./release.ts";

/** The release after v2.1.7: what certctl's sources had by then and no release has. */
export const NEXT = "v2.1.8";

/** Undefined where the image's tag is no release. */
export function runsBefore({ container }: Program, release: string): boolean | undefined {
  const own = releaseOf(container);
  return own === undefined ? undefined : isOlder(own, release);
}

/** The text of a variable, undefined where it is unset; with UNKNOWN in it where it is not in the input. */
export function textOfSetting({ variables }: Program, name: string): string | undefined {
  const text = variables.get(name)?.text;
  return text === "" ? undefined : text;
}

/** True only where the input says so. */
export function isOn(program: Program, name: string): boolean {
  return ["true", "1", "yes"].includes(textOfSetting(program, name) ?? "");
}

export function isKnown(text: string | undefined): text is string {
  return text !== undefined && !text.includes(UNKNOWN);
}

/** `api-key` where nothing is set. */
export function authType(program: Program): string {
  return textOfSetting(program, "CERTCTL_AUTH_TYPE") ?? "api-key";
}
