/** Over many random values: edits lead exactly to the new one, those of the way back are the mirror, equal ones have none. */
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/diff/apply.ts";
import { compareValues } from "../../src/diff/compare.ts";
import { mirror } from "../../src/diff/mirror.ts";
import { dataText } from "../../src/diff/same-data.ts";
import type { Edit } from "../../src/model/difference.ts";
import type { JsonValue } from "../../src/model/json.ts";
import { random, seedOf } from "../support/random.ts";
import { change, object, value } from "./random-objects.ts";

const CASES = 2500;

function problemsOf(a: JsonValue, b: JsonValue): string[] {
  const edits = compareValues(a, b);
  const written = JSON.parse(JSON.stringify(edits)) as Edit[];
  const aText = JSON.stringify(a);
  const holds = {
    "applied, they give the new value": () => dataText(applyEdits(a, edits)) === dataText(b),
    "written and read, they give the new value": () => dataText(applyEdits(a, written)) === dataText(b),
    "the mirror leads back": () => dataText(applyEdits(b, mirror(edits))) === dataText(a),
    "the way back is the mirror": () => JSON.stringify(compareValues(b, a)) === JSON.stringify(mirror(edits)),
    "the mirror of the mirror is the same": () => JSON.stringify(mirror(mirror(edits))) === JSON.stringify(edits),
    "the old value is as it was": () => JSON.stringify(a) === aText,
    "the same data has no edits": () => compareValues(a, JSON.parse(aText) as JsonValue).length === 0,
    "there are edits where the data differs": () => edits.length > 0 === (dataText(a) !== dataText(b)),
  };
  return Object.entries(holds).flatMap(([what, test]) => {
    try {
      return test() ? [] : [what];
    } catch (cause) {
      return [`${what}: ${(cause as Error).message}`];
    }
  });
}

describe("random values", () => {
  it.each([
    [
      "objects with a few changes",
      (r: ReturnType<typeof random>) => {
        const before = object(r);
        return [before, change(r, before)] as const;
      },
    ],
    ["values that have nothing to do with each other", (r: ReturnType<typeof random>) => [value(r), value(r)] as const],
  ])("%s", (_name, sidesOf) => {
    const first = seedOf(1);
    for (let seed = first; seed < first + CASES; seed += 1) {
      const [before, after] = sidesOf(random(seed));
      expect({ seed, problems: problemsOf(before, after) }).toEqual({ seed, problems: [] });
    }
  });
});
