import { describe, expect, it } from "vitest";
import { type DiskEntry, type DiskState, observe } from "../../src/files/disk-state.ts";
import { sha256 } from "../../src/files/hash.ts";
import type { Lock } from "../../src/writer/lock.ts";
import { conflictFindings, type Plan, plan, type Scope } from "../../src/writer/plan.ts";
import { type Files, tree } from "./helpers.ts";

function lockOf(files: Files): Lock {
  return { version: "0.1.0", files: new Map(Object.entries(files).map(([path, text]) => [path, sha256(text)])) };
}

function diskOf(desired: Files, found: Record<string, string | Buffer | DiskEntry>): DiskState {
  return new Map(
    Object.entries(found).map(([path, what]) => [
      path,
      typeof what === "string" || Buffer.isBuffer(what) ? observe(Buffer.from(what), desired[path]) : what,
    ]),
  );
}

function planOf(
  desired: Files,
  found: Record<string, string | Buffer | DiskEntry>,
  recorded: Files | undefined,
  scope: Scope = { removes: true },
): Plan {
  return plan(tree(desired), diskOf(desired, found), recorded && lockOf(recorded), scope);
}

const link: DiskEntry = { kind: "symbolic link" };
const folder: DiskEntry = { kind: "directory" };
const belowLink: DiskEntry = { kind: "below", parent: "d", what: "symbolic link" };
const belowFile: DiskEntry = { kind: "below", parent: "d", what: "file" };

describe("plan of one wanted file", () => {
  const cases: [string, string | Buffer | DiskEntry | undefined, string | undefined, string, string, RegExp?][] = [
    // what, on disk, recorded, action, action with overwrite, why
    ["missing", undefined, undefined, "create", "create"],
    ["missing, but recorded", undefined, "old", "create", "create", /deleted by hand/],
    ["equal and recorded", "new", "new", "unchanged", "unchanged"],
    ["equal, recorded otherwise", "new", "old", "unchanged", "unchanged"],
    ["equal, not recorded", "new", undefined, "unchanged", "unchanged"],
    ["as recorded", "old", "old", "update", "update"],
    ["changed by hand", "mine", "old", "conflict", "update", /changed by hand/],
    ["changed by hand, nothing new", "mine", "new", "conflict", "update", /changed by hand/],
    ["foreign", "mine", undefined, "conflict", "update", /did not write/],
    ["bytes that are not UTF-8", Buffer.from([0xff, 0xfe]), undefined, "conflict", "update", /did not write/],
    ["a link", link, "old", "conflict", "update", /symbolic link/],
    ["a folder", folder, "old", "conflict", "conflict", /directory is there/],
    ["a special file", { kind: "special file" }, undefined, "conflict", "conflict", /special file/],
    ["below a file", belowFile, undefined, "conflict", "conflict", /^d, the folder .* is a file$/],
    ["below a link", belowLink, "old", "conflict", "conflict", /^d, the folder .* is a symbolic link$/],
  ];
  for (const [what, found, was, action, overwritten, why] of cases) {
    for (const [overwrite, expected] of [
      [false, action],
      [true, overwritten],
    ] as const) {
      it(`${what}${overwrite ? ", overwrite" : ""}: ${expected}`, () => {
        const made = planOf(
          { "d/f": "new" },
          found === undefined ? {} : { "d/f": found },
          was === undefined ? undefined : { "d/f": was },
          { removes: true, overwrite },
        );
        expect(made.entries.map((entry) => entry.action)).toEqual([expected]);
        if (why !== undefined) expect(made.entries[0]?.why).toMatch(why);
        expect(made.recorded).toEqual(new Map([["d/f", sha256("new")]]));
      });
    }
  }
});

describe("plan of one file that is no longer wanted", () => {
  const cases: [string, string | DiskEntry | undefined, string | undefined, string | undefined][] = [
    ["as recorded", "old", "delete", "delete"],
    ["changed by hand", "mine", "conflict", "delete"],
    ["gone", undefined, undefined, undefined],
    ["a link", link, "conflict", "delete"],
    ["a folder", folder, undefined, undefined],
    ["below a link", belowLink, undefined, undefined],
  ];
  for (const [what, found, action, overwritten] of cases) {
    for (const [overwrite, expected] of [
      [false, action],
      [true, overwritten],
    ] as const) {
      it(`${what}${overwrite ? ", overwrite" : ""}: ${expected ?? "no entry"}`, () => {
        const made = planOf(
          {},
          found === undefined ? {} : { "d/f": found },
          { "d/f": "old" },
          { removes: true, overwrite },
        );
        expect(made.entries.map((entry) => entry.action)).toEqual(expected === undefined ? [] : [expected]);
        expect([...made.recorded.keys()]).toEqual(expected === "conflict" ? ["d/f"] : []);
      });
    }
  }
  it("stays recorded and untouched out of scope", () => {
    for (const found of ["old", "mine"]) {
      const made = planOf({ b: "b" }, { a: found }, { a: "old" }, { removes: false });
      expect(made.entries).toEqual([{ path: "b", action: "create" }]);
      expect([...made.recorded.keys()].sort()).toEqual(["a", "b"]);
    }
  });
  it("goes where the scope's function names it", () => {
    const scope: Scope = { removes: (path) => path.startsWith("clusters/eu/") };
    const old = { "clusters/eu/f": "x", "clusters/us/f": "x" };
    const made = planOf({}, old, old, scope);
    expect(made.entries.map(({ path, action }) => [path, action])).toEqual([["clusters/eu/f", "delete"]]);
    expect([...made.recorded.keys()]).toEqual(["clusters/us/f"]);
  });
});

describe("line endings", () => {
  it("takes CRLF for LF, in both directions of a comparison", () => {
    const crlf = "a: 1\r\nb: 2\r\n";
    expect(planOf({ f: "a: 1\nb: 2\n" }, { f: crlf }, undefined).entries[0]?.action).toBe("unchanged");
    expect(planOf({ f: "a: 2\n" }, { f: crlf }, { f: "a: 1\nb: 2\n" }).entries[0]?.action).toBe("update");
    expect(planOf({}, { f: crlf }, { f: "a: 1\nb: 2\n" }).entries[0]?.action).toBe("delete");
    expect(planOf({ f: "a: 2\n" }, { f: "a: 3\r\n" }, { f: "a: 1\n" }).entries[0]?.action).toBe("conflict");
  });
  it("tells a lone CR from a line ending", () => {
    expect(planOf({ f: "a\nb" }, { f: "a\rb" }, undefined).entries[0]?.action).toBe("conflict");
  });
});

describe("plan as a whole", () => {
  it("is sorted by code unit, whatever the locale", () => {
    const made = planOf({ b: "", B: "", "a-b": "", "a/b": "", é: "" }, {}, undefined);
    expect(made.entries.map((entry) => entry.path)).toEqual(["B", "a-b", "a/b", "b", "é"]);
  });
  it("makes room for a folder where a recorded file goes", () => {
    const found = { d: "old", "d/f": { kind: "below", parent: "d", what: "file" } as const };
    expect(planOf({ "d/f": "new" }, found, { d: "old" }).entries.map((entry) => entry.action)).toEqual([
      "delete",
      "create",
    ]);
    expect(
      planOf({ "d/f": "new" }, { ...found, d: "mine" }, { d: "old" }).entries.map((entry) => entry.action),
    ).toEqual(["conflict", "conflict"]);
  });
  it("says in each conflict what to do", () => {
    const made = planOf({ a: "new", b: "new" }, { a: "mine", b: folder }, { a: "old" });
    const findings = conflictFindings(made, "out");
    expect(findings.map((finding) => finding.at.file)).toEqual(["out/a", "out/b"]);
    expect(findings[0]?.fix).toMatch(/own:.*--overwrite/);
    expect(findings[1]?.fix).toMatch(/move what stands there/);
  });
  for (const path of [
    "/a",
    "../a",
    "a/../b",
    "a\\b",
    "a//b",
    "a/",
    "",
    ".",
    "./a",
    "a\0b",
    "a\nb",
    "C:/a",
    "certctl-gitops.lock",
  ]) {
    it(`stops at the path ${JSON.stringify(path)} as a bug`, () => {
      expect(() => planOf({ [path]: "" }, {}, undefined)).toThrow(Error);
    });
  }
  it("stops at a file that is also a folder", () => {
    expect(() => planOf({ "a/b/c": "", a: "" }, {}, undefined)).toThrow(/as a file and/);
  });
});
