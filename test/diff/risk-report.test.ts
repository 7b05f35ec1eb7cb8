/** Where a risk stands in the files. */
import { describe, expect, it } from "vitest";
import type { ObjectChange } from "../../src/diff/environment-change.ts";
import { riskReport } from "../../src/diff/risk-report.ts";
import type { Resource } from "../../src/model/applied.ts";
import type { Edit, Step } from "../../src/model/difference.ts";
import type { JsonObject, Path } from "../../src/model/json.ts";

/** Each value stands in a file of its own, which is named like its path. */
function resource(manifest: JsonObject): Resource {
  const id = { group: "apps", kind: "Deployment", namespace: "", name: "server" };
  return { id, manifest, placeOf: (path: Path) => ({ file: path.join("/") }) } as unknown as Resource;
}

function placeOf(path: Path, edits: readonly Edit[]): string | undefined {
  const variables = [
    { name: "A", value: "1" },
    { name: "URL", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
  ];
  const after = resource({ spec: { replicas: 1, env: variables } });
  const change: ObjectChange = { kind: "changed", before: after, after, edits };
  const of = { name: "eu", before: undefined, after: undefined, objects: [change] };
  const risk = { rule: "r", level: "danger", message: "m", advice: "a", change, path } as const;
  return riskReport([{ environment: 0, of, risk }], [], new Map())[0]?.at.file;
}

const inUrl = (field: string): readonly Step[] => ["spec", "env", { key: { name: "URL" } }, field];

describe("the place of a risk", () => {
  const source: Edit = { kind: "added", path: inUrl("valueFrom"), after: {} };
  const value: Edit = { kind: "removed", path: inUrl("value"), before: "x" };

  it("is what sets the variable, where something else names it", () => {
    expect(placeOf(["spec", "env", 1], [value, source])).toBe("spec/env/1/valueFrom");
  });
  it("is the field itself, where it is no variable, or nothing in it is new", () => {
    expect(placeOf(["spec", "env", 0], [value, source])).toBe("spec/env/0");
    expect(placeOf(["spec", "env", 1], [value])).toBe("spec/env/1");
    expect(placeOf(["spec", "env", 1], [{ ...source, follows: "generated-name" }])).toBe("spec/env/1");
    expect(placeOf(["spec"], [value, source])).toBe("spec");
  });
});
