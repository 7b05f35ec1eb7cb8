/** What a reviewer is told first: the verdict, and the table of images. */
import { describe, expect, it } from "vitest";
import type { RenderedSide } from "../../src/diff/rendered-side.ts";
import { diffSides } from "../../src/diff/report.ts";
import type { DiffReport } from "../../src/model/difference.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { environment, resource } from "./objects.ts";

function side(spec: JsonObject, metadata: JsonObject = {}): RenderedSide {
  const deployment = resource("Deployment.apps/v1", "certctl/web", { metadata, spec });
  return {
    name: { label: "a side" },
    environments: [environment([deployment])],
    incomplete: [],
    problems: [],
    notes: [],
    files: { has: () => true, contentOf: () => undefined },
  };
}

const pod = (image: string, more: JsonObject = {}): JsonObject => ({
  selector: { matchLabels: { app: "web" } },
  template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image, ...more }] } },
});

const report = (before: RenderedSide, after: RenderedSide): DiffReport => diffSides(before, after, () => true);

describe("a verdict", () => {
  const old = side(pod("web:v1"));
  it("is none where nothing differs", () => expect(report(old, side(pod("web:v1"))).verdict).toBe("none"));
  it("is routine where an image moved", () => expect(report(old, side(pod("web:v2"))).verdict).toBe("routine"));
  it("is routine where a label moved, too", () =>
    expect(report(old, side(pod("web:v2"), { labels: { version: "v2" } })).verdict).toBe("routine"));
  it("is review where an argument moved", () =>
    expect(report(old, side(pod("web:v2", { args: ["--fast"] }))).verdict).toBe("review"));
  it("is danger where the API server would refuse it", () => {
    const other = { ...pod("web:v1"), selector: { matchLabels: { app: "other" } } };
    expect(report(old, side(other)).verdict).toBe("danger");
  });
  it("is withheld where something could not be rendered", () => {
    const problem: Finding = { rule: "yaml-syntax", severity: "error", message: "wrong", fix: "", at: {} };
    const missing = [{ part: "file a.yaml", problems: [problem], inputs: () => ["a.yaml"] }];
    const broken = { ...old, environments: [], incomplete: [{ ...environment([]), missing }], problems: [problem] };
    expect(report(old, broken).verdict).toBe("withheld");
  });
});

describe("images", () => {
  const moved = (before: string, after: string) =>
    report(side(pod(before)), side(pod(after))).images.map(({ image, from, to }) => [image, from, to]);
  const cases: readonly (readonly [string, string, string, unknown])[] = [
    ["move from tag to tag", "ghcr.io/x/web:v1", "ghcr.io/x/web:v2", [["ghcr.io/x/web", "v1", "v2"]]],
    ["keep a registry's port", "reg:5000/web", "reg:5000/web:v2", [["reg:5000/web", "latest", "v2"]]],
    ["may have a digest, too", "web:v1", "web:v1@sha256:ab", [["web", "v1", "v1@sha256:ab"]]],
    [
      "of another repository come, and the old ones go",
      "web:v1",
      "api:v1",
      [
        ["api", undefined, "v1"],
        ["web", "v1", undefined],
      ],
    ],
    ["that stay are not told", "web:v1", "web:v1", []],
  ];
  it.each(cases)("%s", (_, before, after, expected) => expect(moved(before, after)).toEqual(expected));
});
