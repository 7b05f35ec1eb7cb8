/** No rule about order has anything to say about a bundle as it is found in its files. */
import { describe, expect, it } from "vitest";
import { findEnvironments } from "../../../src/environments/environments.ts";
import { treeSource } from "../../../src/kustomize/load/source.ts";
import { ORDER_RULES } from "../../../src/rules/registry.ts";
import { made, VARIANTS } from "../../support/bundle.ts";
import { optionsOf } from "../cases.ts";

describe.each(Object.entries(VARIANTS))("the files of %s", (_name, settings) => {
  it("are in order, whichever engine applies them", async () => {
    const { tree } = await made(settings);
    const { environments } = findEnvironments(treeSource(tree), [""]);
    expect(environments.map(({ name }) => name)).toEqual(["argocd/c", "flux/c"]);
    const problems = environments.flatMap((environment) =>
      ORDER_RULES.flatMap((rule) =>
        [...rule.check(environment, optionsOf({}))].map(({ message }) => `${rule.name}: ${message}`),
      ),
    );
    expect(problems).toEqual([]);
  });
});
