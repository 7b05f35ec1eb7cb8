/** The keys of CERTCTL_API_KEYS_NAMED, read as certctl reads them (ParseNamedAPIKeys in internal/config/auth.go). */
import { UNKNOWN } from "../pods/variables.ts";

export interface NamedKey {
  readonly name: string;
  /** A secret, never shown; with UNKNOWN in it where it is not in the input. */
  readonly key: string;
  readonly isAdmin: boolean;
}

export interface NamedKeys {
  readonly keys: readonly NamedKey[];
  /** Why certctl refuses the list; undefined where it takes it. It tells the entry by its number, never by its text. */
  readonly fault: string | undefined;
}

/** Undefined where the list is not in the input. */
export function namedKeys(text: string): NamedKeys | undefined {
  if (text.trim() === UNKNOWN) return undefined;
  const keys: NamedKey[] = [];
  for (const [index, part] of text.split(",").entries()) {
    if (part.trim() === "") continue;
    // One variable may hold an entry or several.
    if (part.trim() === UNKNOWN) return undefined;
    const fields = part.split(":").map((field) => field.trim());
    const [name = "", key = "", flag] = fields;
    const fault = faultOf(fields) ?? faultBeside(keys, { name, key, isAdmin: flag === "admin" });
    if (fault !== undefined) return { keys, fault: `entry ${index + 1} ${fault}` };
    keys.push({ name, key, isAdmin: flag === "admin" });
  }
  return { keys, fault: undefined };
}

function faultOf(fields: readonly string[]): string | undefined {
  const [name = "", key, flag] = fields;
  if (fields.length < 2 || fields.length > 3) return "is not name:key or name:key:admin";
  if (flag !== undefined && flag !== "admin" && !flag.includes(UNKNOWN)) return "has a third field that is not admin";
  if (!/^[A-Za-z0-9_-]+$/.test(name) && !name.includes(UNKNOWN)) {
    return "has a name with other characters than letters, digits, - and _";
  }
  return key === "" ? "has no key" : undefined;
}

function faultBeside(keys: readonly NamedKey[], { name, key, isAdmin }: NamedKey): string | undefined {
  const same = keys.filter((one) => one.name === name);
  if (same.some((one) => one.isAdmin !== isAdmin)) return "has the name of an earlier one, but not its admin flag";
  const isTwice = !key.includes(UNKNOWN) && same.some((one) => one.key === key);
  return isTwice ? "is there twice" : undefined;
}
