import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { PLAIN } from "../../src/reports/colors.ts";
import { textReport } from "../../src/reports/text.ts";
import { listed } from "../../src/reports/wording.ts";
import { CLEAN, FLEET, found } from "./reports.ts";

describe("-o text", () => {
  const text = textReport(FLEET, PLAIN);
  const blocks = text.split("\n\n");

  it("is one line where nothing was found", () => {
    expect(textReport(CLEAN, PLAIN)).toBe("3 environments, 57 objects: no findings\n");
  });
  it("says of a finding what, where, in which environments, which setting decides it and what to do", () => {
    expect(blocks[1]).toBe(
      `warning: image ghcr.io/certctl/server:v2.2.1 has no digest, so what it names can change [image-digest]
  at   out/base/server/deployment.yaml:24:18
  on   Deployment.apps certctl/certctl-server /spec/template/spec/containers/0/image
  in   21 environments: edge-1, edge-2, edge-3, edge-4, edge-5, edge-6, edge-7, edge-8, edge-9, edge-10, ... and 11 more
  set  by certctl.images.server.digest of the fleet file
  fix  Write it as name:tag@sha256:...`,
    );
  });
  it("has the findings of a file together, the worst files first", () => {
    expect(blocks.slice(0, -1).map((block) => /at {3}([^:,]+)/.exec(block)?.[1])).toEqual([
      "out/base/server/deployment.yaml",
      "out/base/server/deployment.yaml",
      "out/clusters/ha/server/budget.yaml",
      "out/base/database/stateful-set.yaml",
    ]);
  });
  it("names one environment of many, and none where only one was looked at", () => {
    expect(blocks[0]).toContain("  in   all 24 environments\n");
    expect(blocks[2]).toContain("  in   environment ha\n");
    const alone = { ...CLEAN, environments: ["dev"], findings: [found("a", "error")] };
    expect(textReport(alone, PLAIN)).not.toContain("  in ");
  });
  it("names the document of a stream where no line is known", () => {
    expect(blocks[3]).toContain("  at   out/base/database/stateful-set.yaml, document 2\n");
  });
  it("ends with what was looked at, found, suppressed and not checked", () => {
    expect(blocks.at(-1)).toBe(
      "24 environments, 571 objects: 2 errors, 1 warning, 1 info; 1 suppressed; 4 objects of 2 kinds not checked (no schema): " +
        "example.com/v1 Foo (3), monitoring.coreos.com/v1 ServiceMonitor (1)\n",
    );
  });
  it("says why something is accepted instead of what to do", () => {
    const accepted = { ...CLEAN, findings: [found("a", "warning", { accepted: "a test cluster" })] };
    expect(textReport(accepted, PLAIN)).toContain("  accepted  a test cluster\n");
  });
  it("colours severities and counts, and is the same without", () => {
    const colored = textReport(FLEET, createColors(true));
    expect(colored).toMatch("\u001b[31merror\u001b[39m: container");
    expect(colored).toMatch("\u001b[31m2 errors\u001b[39m, \u001b[33m1 warning\u001b[39m, 1 info;");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this takes the colours out
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(text);
  });
  it("sets in what a text has after its first line", () => {
    const forged = found("a", "error", { message: "bad\nerror: not mine", fix: "first\nthen" });
    expect(textReport({ ...CLEAN, findings: [forged] }, PLAIN)).toContain(
      "error: bad\n  |    error: not mine [a]\n  at   a.yaml\n  in   environment dev\n  fix  first\n  |    then\n",
    );
  });
});

describe("a long list", () => {
  it("is cut where that saves more than a name", () => {
    expect(listed(["a", "b", "c"], 2)).toBe("a, b, c");
    expect(listed(["a", "b", "c", "d"], 2)).toBe("a, b, ... and 2 more");
  });
});
