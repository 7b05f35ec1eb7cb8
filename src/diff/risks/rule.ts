/** What all danger rules of an environment that both sides have share. */
import type { Resource } from "../../model/applied.ts";
import type { FoundRisk, RiskRule } from "../risk.ts";
import { type Sides, sidesOf } from "./sides.ts";

type Find = (sides: Sides) => Iterable<FoundRisk>;

/** A rule that has something to say only where both sides have the environment. */
export function riskRule(name: string, title: string, find: Find): RiskRule {
  return {
    name,
    title,
    find(change) {
      const sides = sidesOf(change);
      return sides === undefined ? [] : [...find(sides)];
    },
  };
}

/** `isKind(resource, "apps", "StatefulSet", "Deployment")`; the core group is the empty string. */
export function isKind({ id }: Resource, group: string, ...kinds: readonly string[]): boolean {
  return id.group === group && kinds.includes(id.kind);
}
