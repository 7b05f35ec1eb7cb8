import { expect, it } from "vitest";
import { jsonFault } from "../../../src/kustomize/merge/json-fault.ts";

it.each([
  ['[{"value": SEKRET}]', 1, 12],
  ['[\n  {"a": "b}\n]', 2, 9],
  ['["\\q"]', 1, 2],
  ["[1,]", 1, 4],
  ["[1 2]", 1, 4],
  ["[01]", 1, 2],
  ['{"a" 1}', 1, 6],
  ['{"a": 1,}', 1, 9],
  ["{a: 1}", 1, 2],
  ["[1] x", 1, 5],
  ["[[1}]", 1, 4],
  ["[1", 1, 3],
  ["", 1, 1],
  ['[{"a": [-1.5e+3, true, null, {"b": {}, "c": []}, "\\u0041\u007f"]}]', 1, 62],
])("the fault of %j", (text, line, column) => {
  expect(jsonFault(text)).toEqual({ line, column });
});
