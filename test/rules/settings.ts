/** Which settings a fleet file has, by its schema. */
import { SCHEMA, SETTINGS } from "../../src/fleet/schema.ts";
import { at } from "../../src/model/json.ts";

const ALL = { ...SETTINGS, git: at(SCHEMA, "properties", "git") ?? null };

/** True for the path of a setting or of a group of them: `rateLimit.backend`, `database`. */
export function isSetting(path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  return at(ALL, first, ...rest.flatMap((key) => ["properties", key])) !== undefined;
}
