import { describe, expect, test } from "vitest";
import { goJson, throughJson } from "../../../src/kustomize/yaml/json.ts";
import type { Value } from "../../../src/kustomize/yaml/value.ts";
import { Scalar } from "../../../src/kustomize/yaml/value.ts";

describe("goJson", () => {
  test("sorts keys by their bytes and escapes what HTML does not like", () => {
    expect(goJson({ b: [1, true, null], "😀": 1, "\ue000": 2, a: '<&>\u2028"\b' })).toBe(
      '{"a":"\\u003c\\u0026\\u003e\\u2028\\"\\b","b":[1,true,null],"\ue000":2,"😀":1}',
    );
  });

  test.each<[Value, string]>([
    [new Scalar("int", "0644"), "420"],
    [new Scalar("int", "18446744073709551615"), "18446744073709551615"],
    [new Scalar("float", "1e21"), "1e+21"],
    [new Scalar("float", "-0.0"), "-0"],
    [new Scalar("float", "0.0000001"), "1e-7"],
    [new Scalar("bool", "True"), "true"],
    [new Scalar("timestamp", "2001-01-01"), '"2001-01-01T00:00:00Z"'],
  ])("%j is %s", (value, json) => {
    expect(goJson(value)).toBe(json);
  });

  test("refuses what has no form", () => {
    expect(() => goJson([new Scalar("float", ".inf")])).toThrow("such as .inf or .nan has no form in JSON");
  });
});

describe("throughJson", () => {
  test("keeps the same value where nothing changes", () => {
    const value = { a: [1, 1.5, "x", true, null], b: { c: 999999 } };
    expect(throughJson(value)).toBe(value);
  });

  test("makes float64s of numbers and texts of dates, and shares the rest", () => {
    const rest = { x: ["y"] };
    const changed = throughJson({
      rest,
      mode: new Scalar("int", "0644"),
      user: 1000650000,
      large: new Scalar("int", "9007199254740993"),
      flag: new Scalar("bool", "True"),
      day: new Scalar("timestamp", "2001-01-01"),
      small: 0.00001,
    }) as { rest: Value };
    expect(changed).toEqual({
      rest,
      mode: 420,
      user: new Scalar("float", "1.00065e+09"),
      large: new Scalar("float", "9.007199254740992e+15"),
      flag: true,
      day: "2001-01-01T00:00:00Z",
      small: new Scalar("float", "1e-05"),
    });
    expect(changed.rest).toBe(rest);
  });

  test("fails where kustomize cannot read what it writes", () => {
    expect(() => throughJson({ a: "\tx\ny\n" })).toThrow("starts with a tab");
  });
});
