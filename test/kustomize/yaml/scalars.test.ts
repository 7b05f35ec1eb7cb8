import { describe, expect, test } from "vitest";
import type { Meaning } from "../../../src/kustomize/yaml/scalars.ts";
import { meaningOf, plainScalar, settingScalar, taggedScalar } from "../../../src/kustomize/yaml/scalars.ts";
import { timestampJson } from "../../../src/kustomize/yaml/timestamp.ts";
import type { Value } from "../../../src/kustomize/yaml/value.ts";
import { Scalar } from "../../../src/kustomize/yaml/value.ts";

const int = (text: string) => new Scalar("int", text);
const float = (text: string) => new Scalar("float", text);
const date = (text: string) => new Scalar("timestamp", text);

test.each<[string, Value]>([
  ["", new Scalar("null", "")],
  ["~", new Scalar("null", "~")],
  ["NULL", new Scalar("null", "NULL")],
  ["null", null],
  ["true", true],
  ["True", new Scalar("bool", "True")],
  ["yes", "yes"],
  ["on", "on"],
  ["12", 12],
  ["-1.5", -1.5],
  ["0644", int("0644")],
  ["-0o17", int("-0o17")],
  ["0x1F", int("0x1F")],
  ["1_000", int("1_000")],
  ["0b-1", int("0b-1")],
  ["08", float("08")],
  ["1.0", float("1.0")],
  [".5_0", float(".5_0")],
  ["1e3", float("1e3")],
  ["1e+21", float("1e+21")],
  ["1e400", "1e400"],
  ["9007199254740993", int("9007199254740993")],
  ["18446744073709551616", float("18446744073709551616")],
  [".inf", float(".inf")],
  ["1:20", "1:20"],
  ["2001-1-1", date("2001-1-1")],
  ["2001-02-29", "2001-02-29"],
  ["2001-12-14 21:59:43.10", date("2001-12-14 21:59:43.10")],
])("%j in an object", (text, value) => {
  expect(plainScalar(text)).toEqual(value);
});

test.each<[string, Value]>([
  ["y", true],
  ["Off", false],
  ["0644", 420],
  ["1_000", 1000],
  ["1e3", 1000],
  ["2001-01-01", "2001-01-01"],
  ["9007199254740993", int("9007199254740993")],
])("%j in a setting", (text, value) => {
  expect(settingScalar(text)).toEqual(value);
});

describe("an explicit tag", () => {
  test.each<[string, string, Value]>([
    ["!!str", "12", "12"],
    ["!!int", "5", 5],
    ["!!float", "5", float("5")],
    ["!!binary", "aGk=", "hi"],
    ["!custom", "5", "5"],
  ])("%s %s", (tag, text, value) => {
    expect(taggedScalar(tag, text)).toEqual(value);
  });

  test("that the text contradicts is kept: who writes it refuses it", () => {
    expect(taggedScalar("!!int", "abc")).toEqual(new Scalar("int", "abc"));
    expect(() => taggedScalar("!!binary", "abc")).toThrow("invalid base64 data");
  });
});

test.each<[Scalar, Meaning]>([
  [int("0644"), 420],
  [int("18446744073709551615"), 18446744073709551615n],
  [float("5"), 5],
  [new Scalar("bool", "False"), false],
  [new Scalar("str", "5"), "5"],
])("%j means %s", (scalar, meaning) => {
  expect(meaningOf(scalar)).toBe(meaning);
});

test.each([
  ["2001-1-1", "2001-01-01T00:00:00Z"],
  ["2001-12-14t1:2:3.1200-05:30", "2001-12-14T01:02:03.12-05:30"],
  ["2001-12-14T21:59:43+24:00", undefined],
])("the moment %s is %s in JSON", (text, json) => {
  expect(timestampJson(text)).toBe(json);
});
