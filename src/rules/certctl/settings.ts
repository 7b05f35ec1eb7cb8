/** How certctl reads its variables (internal/config/config.go): empty is unset, three words are true, the rest is false. */
import { UNKNOWN } from "../pods/variables.ts";
import type { Program } from "./programs.ts";
import { runsBefore } from "./release.ts";

/** The text of a variable, undefined where it is unset; with UNKNOWN in it where it is not in the input. */
export function textOfSetting({ variables }: Program, name: string): string | undefined {
  const text = variables.get(name)?.text;
  return text === "" ? undefined : text;
}

/** True only where the input says so. */
export function isOn(program: Program, name: string): boolean {
  return isTrue(textOfSetting(program, name) ?? "");
}

/** certctl's getEnvBool. */
export function isTrue(text: string): boolean {
  return text === "true" || text === "1" || text === "yes";
}

export function isKnown(text: string | undefined): text is string {
  return text !== undefined && !text.includes(UNKNOWN);
}

/** Whether a server leaves the migration to a Job: the word true alone counts, in any case, from v2.1.3 on (cmd/server/migrations.go:144). */
export function leavesMigrations(program: Program): boolean {
  const text = textOfSetting(program, "CERTCTL_MIGRATIONS_VIA_HOOK");
  return text?.toLowerCase() === "true" && runsBefore(program, "v2.1.3") !== true;
}

/** `api-key` where nothing is set. */
export function authType(program: Program): string {
  return textOfSetting(program, "CERTCTL_AUTH_TYPE") ?? "api-key";
}
