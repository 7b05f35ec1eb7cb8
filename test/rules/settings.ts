/** Which settings a fleet file has, by its schema. */
import { SETTINGS } from "../../src/fleet/schema.ts";
import { at } from "../../src/model/json.ts";

/** True for the path of a setting or of a group of them: `rateLimit.backend`, `database`. */
export function isSetting(path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  return at(SETTINGS, first, ...rest.flatMap((key) => ["properties", key])) !== undefined;
}
