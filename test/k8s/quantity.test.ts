import { describe, expect, it } from "vitest";
import { quantity } from "../../src/k8s/quantity.ts";

describe("a quantity", () => {
  it.each([
    ["0", 0],
    ["0m", 0],
    ["0Gi", 0],
    ["0.0", 0],
    ["1", 1],
    ["007", 7],
    ["500m", 0.5],
    ["1m", 0.001],
    ["0.1", 0.1],
    ["1.5", 1.5],
    ["2k", 2000],
    ["2Ki", 2048],
    ["1M", 1e6],
    ["1Mi", 1024 ** 2],
    ["1G", 1e9],
    ["1Gi", 1024 ** 3],
    ["1T", 1e12],
    ["1Ti", 1024 ** 4],
    ["1P", 1e15],
    ["1Pi", 1024 ** 5],
    ["1E", 1e18],
    ["8Ei", 2 ** 63],
    ["1.5Gi", 1.5 * 1024 ** 3],
  ])("%s is %d", (text, amount) => {
    expect(quantity(text)).toBe(amount);
  });
  it.each([
    ["1.1G", "1100M"],
    ["0.3", "300m"],
    ["1024Mi", "1Gi"],
    ["1.10", "1.1"],
    ["4.35k", "4350"],
    ["0.7Ei", "716.8Pi"],
  ])("%s is as much as %s", (one, other) => {
    expect(quantity(one)).toBe(quantity(other));
  });
  it.each(["", "m", ".5", "1.", "-1", "+1", "1 Gi", "1gi", "1K", "1KiB", "1e3", "1,5", "1\n", "toString", "1toString"])(
    "%j is none",
    (text) => {
      expect(quantity(text)).toBeUndefined();
    },
  );
});
