/** JSON of which nothing acts in a terminal or a log, whatever its values are; a reader gets them unchanged. */
import type { JsonValue } from "../model/json.ts";
import { escaped, HIDDEN, LOG_COMMAND } from "./inert.ts";

export function jsonText(value: JsonValue): string {
  // JSON.stringify leaves some of them as they are. Outside of strings there are none, and in strings JSON has the same escape.
  const text = JSON.stringify(value, null, 2).replaceAll(HIDDEN, escaped).replaceAll(LOG_COMMAND, "#\\u0023");
  return `${text}\n`;
}
