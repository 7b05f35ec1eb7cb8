/** What an Argo CD Application says about its syncs. */
import { at, isObject, type JsonObject } from "../model/json.ts";

export function syncOptions(spec: JsonObject): readonly string[] {
  const options = at(spec, "syncPolicy", "syncOptions");
  return Array.isArray(options) ? options.map((option) => (typeof option === "string" ? option : "")) : [];
}

/** `automated: {}` syncs by itself; `enabled: false` does not, whatever else it says. */
export function automated(spec: JsonObject, field: "prune" | "selfHeal" | "allowEmpty"): boolean {
  const isOff = at(spec, "syncPolicy", "automated", "enabled") === false;
  return !isOff && at(spec, "syncPolicy", "automated", field) === true;
}

/** True where Argo CD syncs by itself. */
export function isAutomated(spec: JsonObject): boolean {
  const written = at(spec, "syncPolicy", "automated");
  return isObject(written) && written.enabled !== false;
}
