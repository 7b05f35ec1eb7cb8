import { describe, expect, it } from "vitest";
import { diffGithub } from "../../../src/reports/diff/github.ts";
import { HOSTILE } from "../reports.ts";
import { EMPTY, EVERYTHING, HOSTILE_MARKDOWN, hostileDiff, manyChanges } from "./reports.ts";

const FORM = /^::(?:error|warning|notice) (?:\w+=[^:,\r\n]*)(?:,\w+=[^:,\r\n]*)*::[^\r\n]+$/;
const lines = (text: string) => text.trimEnd().split("\n");

describe("a difference as annotations", () => {
  it("is the verdict alone where there is nothing to say", () => {
    expect(diffGithub(EMPTY)).toBe(
      "::notice title=certctl-gitops diff::no difference: 2 environments looked at · nothing withheld\n" +
        "no difference: 2 environments looked at · nothing withheld\n",
    );
  });
  it("puts what is not known first, then each risk at its line", () => {
    const verdict =
      "incomplete: 2 environments changed, 1 added, 1 removed, of 6 · 3 objects changed, 1 added, 1 removed · 2 dangers, 1 caution · 1 environment withheld";
    expect(lines(diffGithub(EVERYTHING))).toEqual([
      "::error file=clusters/broken/kustomization.yaml,line=4,col=3,title=kustomize::the file ../base is not there%0AFix: Put it right.%0ANot rendered: the head side (working tree), clusters/broken",
      "::error title=kustomize::a generator is not known%0AFix: Put it right.%0ANot rendered: the base side (main (1a2b3c4))%0AAt lost/",
      "::error file=clusters/old/kustomization.yaml,title=environment-removed::the environment is gone: with pruning, its 57 objects are deleted%0AMake sure that the cluster is meant to go.%0AIn environment clusters/old",
      "::error file=base/database/stateful-set.yaml,line=1,title=stateful-set-removed::the StatefulSet is deleted, and certctl has no database%0ACheck that the database has moved.%0AOn StatefulSet.apps certctl/certctl-postgres%0AIn environment clusters/dev",
      "::warning file=base/server/config.yaml,line=9,col=5,title=rate-limit-memory::each replica counts requests for itself%0AKeep the postgres backend.%0AOn ConfigMap certctl/certctl-config-58fbk2m7tt%0AIn 2 environments: clusters/dev, clusters/eu-1",
      `::notice title=certctl-gitops diff::${verdict}`,
      verdict,
    ]);
  });
  it("has all of them in the log, and says so where GitHub shows fewer", () => {
    const written = lines(diffGithub(manyChanges(100)));
    expect(written.filter((line) => line.startsWith("::error "))).toHaveLength(34);
    expect(written.filter((line) => line.startsWith("::warning "))).toHaveLength(66);
    expect(written.at(-2)).toBe(
      "::notice title=certctl-gitops diff::100 problems and risks, of which GitHub shows 10 of a kind here. The log of this step has them all.",
    );
    expect(lines(diffGithub(manyChanges(15))).at(-2)).toMatch(/^::notice title=certctl-gitops diff::danger: /);
  });
  it.each([...HOSTILE, ...HOSTILE_MARKDOWN])("is four commands and a line, whatever the texts say: %j", (text) => {
    const written = diffGithub(hostileDiff(text)).split("\n");
    expect(written).toHaveLength(6);
    for (const line of written.slice(0, 4)) expect(line).toMatch(FORM);
    expect(written[4]).toMatch(/^incomplete: 1 environment changed, /);
  });
});
