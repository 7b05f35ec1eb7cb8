import { describe, expect, it } from "vitest";
import { pathText } from "../../src/page/path-text.ts";
import { hasLines, valueLines } from "../../src/page/value-lines.ts";
import { movedItems } from "../../src/reports/diff/moved.ts";

describe("pathText", () => {
  it("writes keys, items by their key and items by their place", () => {
    const ports = { key: { containerPort: 8443, protocol: "TCP" } };
    expect(pathText(["spec", "containers", { key: { name: "server" } }, "ports", ports])).toBe(
      "spec.containers[name=server].ports[containerPort=8443,protocol=TCP]",
    );
    expect(pathText(["metadata", "annotations", "argocd.argoproj.io/sync-wave"])).toBe(
      'metadata.annotations["argocd.argoproj.io/sync-wave"]',
    );
    expect(pathText(["args", { before: 1, after: 1 }])).toBe("args[1]");
    expect(pathText(["args", { before: 1, after: 2 }])).toBe("args[1 -> 2]");
    expect(pathText([{ before: 0 }, { after: 3 }])).toBe("[0][3]");
  });
});

describe("valueLines", () => {
  it("is YAML", () => {
    const value = {
      name: "server",
      "a key": { "b: c": null },
      args: ["--port", "8443", { inner: [1, [2]] }],
      empty: [{}, []],
      script: "#!/bin/sh\necho hello\n",
    };
    expect(valueLines(value)).toEqual([
      "name: server",
      "a key:",
      '  "b: c": null',
      "args:",
      "  - --port",
      '  - "8443"',
      "  - inner:",
      "      - 1",
      "      - - 2",
      "empty:",
      "  - {}",
      "  - []",
      "script: |",
      "  #!/bin/sh",
      "  echo hello",
    ]);
  });
  it("has the lines of a text as they are, and says where the last break is missing", () => {
    expect(valueLines("a\n\n  b\n")).toEqual(["a", "", "  b"]);
    expect(valueLines("a\nb")).toEqual(["a", "b", "\\ no line break at the end"]);
  });
  it("knows what is one line", () => {
    expect([undefined, null, 1, "a", [], {}].map(hasLines)).toEqual([false, false, false, false, false, false]);
    expect(["a\n", [1], { a: 1 }].map(hasLines)).toEqual([true, true, true]);
  });
});

describe("movedItems", () => {
  it.each([
    [[0, 1, 2], []],
    [[1, 2, 3, 0], [0]],
    [[3, 0, 1, 2], [3]],
    [[0, 2, 1, 3], [2]],
    [
      [2, 1, 0],
      [2, 1],
    ],
    [[], []],
  ])("%j: as few as can be", (order, moved) => {
    expect([...movedItems(order)]).toEqual(moved);
  });
});
