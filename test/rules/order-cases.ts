/** Holds a rule about order both ways: what it must report, and the twin that it must not. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { OrderRule } from "../../src/rules/rule.ts";
import { expectProblem, optionsOf } from "./cases.ts";
import { bothWays, type OrderBundle, orderBundle, type Way } from "./order-bundle.ts";

export interface OrderCase {
  /** How the bundle is applied; by one Argo CD Application where it is left out. */
  readonly way?: Way;
  /** Settings of the cluster that is broken; profile `ha` where they are left out. */
  readonly settings?: JsonObject;
  readonly change?: (bundle: OrderBundle) => void;
  /** Of a case that is reported: words that the message has; pointers, where they matter. */
  readonly says?: RegExp;
  readonly at?: string;
  readonly severity?: string;
  /** The kind of the object that is reported. */
  readonly kind?: string;
  /** How many problems; one where it is left out. */
  readonly times?: number;
}

export interface OrderCases {
  readonly reports: Readonly<Record<string, OrderCase | OrderCase["change"]>>;
  readonly silent: Readonly<Record<string, OrderCase | OrderCase["change"]>>;
}

export function describeOrderRule(rule: OrderRule, { reports, silent }: OrderCases): void {
  const problemsOf = async ({ way = "argocd", settings = { profile: "ha" }, change }: OrderCase) => {
    const bundle = await orderBundle(way, settings);
    change?.(bundle);
    return bothWays(bundle).map((environment) => [...rule.check(environment, optionsOf({}))]);
  };
  const caseOf = (given: OrderCase | OrderCase["change"]): OrderCase =>
    typeof given === "function" ? { change: given } : (given ?? {});
  describe(rule.name, () => {
    it("has cases both ways", () => {
      expect(Object.keys(reports)).not.toEqual([]);
      expect(Object.keys(silent)).not.toEqual([]);
    });
    it.each(Object.entries(reports))("reports %s", async (_name, given) => {
      const one = caseOf(given);
      for (const problems of await problemsOf(one)) {
        expect(problems.map(({ message }) => message)).toHaveLength(one.times ?? 1);
        for (const problem of problems) {
          expectProblem(problem, one, rule);
          if (one.kind !== undefined) expect(problem.resource.id.kind).toBe(one.kind);
        }
      }
    });
    it.each(Object.entries(silent))("is silent about %s", async (_name, given) => {
      for (const problems of await problemsOf(caseOf(given))) {
        expect(problems.map(({ message }) => message)).toEqual([]);
      }
    });
  });
}
