/** No rule about order has anything to say about a good bundle, whichever engine applies it. */
import { describe, expect, it } from "vitest";
import { ORDER_RULES } from "../../../src/rules/registry.ts";
import { VARIANTS } from "../../support/bundle.ts";
import { optionsOf } from "../cases.ts";
import { bothWays, orderBundle, type Way } from "../order-bundle.ts";

const WAYS: readonly Way[] = ["argocd", "helm-releases", "kustomizations", "objects"];

describe.each(Object.entries(VARIANTS))("the bundle of %s", (_name, settings) => {
  it.each(WAYS)("applied by %s", async (way) => {
    for (const environment of bothWays(await orderBundle(way, settings))) {
      const problems = ORDER_RULES.flatMap((rule) =>
        [...rule.check(environment, optionsOf({}))].map(
          ({ resource, message }) => `${rule.name} ${resource.id.kind} ${resource.id.name}: ${message}`,
        ),
      );
      expect(problems).toEqual([]);
    }
  });
});
