/** A place as reports for programs have it. */
import type { Place } from "../model/finding.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";

const PLACE: readonly (keyof Place)[] = [
  "file",
  "line",
  "column",
  "document",
  "resource",
  "pointer",
  "path",
  "setting",
];

/** Always in this order, however the place was put together; what is not known is not there. */
export function placeJson(at: Place): JsonObject {
  const present = PLACE.flatMap((key): (readonly [string, JsonValue])[] => {
    const value = at[key];
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(present);
}
