/** Rules that compare the specs of engines' objects: Applications, Kustomizations, HelmReleases and their sources. */
import { at, type JsonObject, type Path } from "../../model/json.ts";
import { objectAt } from "../../rules/pods/pod.ts";
import type { FoundRisk, RiskRule } from "../risk.ts";
import { sameData } from "../same-data.ts";
import { riskRule } from "./rule.ts";
import type { Pair, Sides } from "./sides.ts";

export type Words = Pick<FoundRisk, "level" | "message" | "advice"> & { readonly path: Path };
type Look = (was: JsonObject, is: JsonObject, pair: Pair, sides: Sides) => Words | undefined;

/** A rule about the specs of engines' objects that both sides have; kinds without a word are left alone. */
export function engineRule(name: string, title: string, looks: Readonly<Record<string, Look>>): RiskRule {
  return riskRule(name, title, function* (sides) {
    for (const pair of sides.pairs) {
      const { id } = pair.after;
      const look = Object.hasOwn(looks, `${id.group}/${id.kind}`) ? looks[`${id.group}/${id.kind}`] : undefined;
      const found = look?.(objectAt(pair.before.manifest, "spec"), objectAt(pair.after.manifest, "spec"), pair, sides);
      if (found === undefined) continue;
      const isThere = at(pair.after.manifest, ...found.path) !== undefined;
      yield { change: pair.change, ...found, path: isThere ? found.path : ["spec"] };
    }
  });
}

export const APPLICATION = "argoproj.io/Application";
export const KUSTOMIZATION = "kustomize.toolkit.fluxcd.io/Kustomization";
export const RELEASE = "helm.toolkit.fluxcd.io/HelmRelease";

/** The first of these fields of the specs that differs, from the object on. */
export function other(fields: readonly Path[], was: JsonObject, is: JsonObject): Path | undefined {
  const found = fields.find((path) => !sameData(at(was, ...path) ?? undefined, at(is, ...path) ?? undefined));
  return found === undefined ? undefined : ["spec", ...found];
}
