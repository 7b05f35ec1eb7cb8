/** Where the way of an edit leads on each side. */
import { expect, it } from "vitest";
import { pathOnSide } from "../../src/diff/path-on-side.ts";

const object = {
  spec: {
    ports: [
      { port: 53, protocol: "UDP" },
      { port: 53, name: "x" },
    ],
    args: ["a", { b: 1 }],
  },
};
const tcp = { key: { port: 53, protocol: "TCP" } };

it.each([
  ["an item with a key", ["spec", "ports", tcp, "name"], "after", ["spec", "ports", 1, "name"]],
  [
    "an item without one, by its place on that side",
    ["spec", "args", { before: 1, after: 7 }, "b"],
    "before",
    ["spec", "args", 1, "b"],
  ],
  [
    "what only the other side has leads to what is around it",
    ["spec", "args", { after: 1 }, "b"],
    "before",
    ["spec", "args"],
  ],
  ["an item that is not there", ["spec", "ports", { key: { port: 80, protocol: "TCP" } }], "after", ["spec", "ports"]],
  ["a field that is not there", ["spec", "ports", tcp, "nodePort"], "after", ["spec", "ports", 1]],
  ["the object itself", [], "after", []],
] as const)("%s", (_name, path, side, expected) => {
  expect(pathOnSide(object, path, side)).toEqual(expected);
});
