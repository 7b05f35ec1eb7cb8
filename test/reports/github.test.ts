import { describe, expect, it } from "vitest";
import { githubReport } from "../../src/reports/github.ts";
import { CLEAN, FLEET, found, HOSTILE, hostileReport } from "./reports.ts";

const FORM = /^::(?:error|warning|notice) (?:\w+=[^:,\r\n]*)(?:,\w+=[^:,\r\n]*)*::[^\r\n]+$/;
const lines = (text: string) => text.trimEnd().split("\n");

describe("-o github", () => {
  it("is the summary alone where nothing was found", () => {
    expect(githubReport(CLEAN)).toBe("3 environments, 57 objects: no findings\n");
  });
  it("puts each finding at its line, with what to do", () => {
    const [first] = lines(githubReport(FLEET));
    expect(first).toBe(
      "::error file=out/base/server/deployment.yaml,line=31,col=9,title=run-as-non-root::" +
        "container certctl-server may run as root: runAsNonRoot is not set, for the pod or for the container" +
        "%0AFix: Set securityContext.runAsNonRoot: true for the pod." +
        "%0AOn Deployment.apps certctl/certctl-server /spec/template/spec/containers/0/securityContext" +
        "%0AIn all 24 environments",
    );
  });
  it("calls what is no problem a notice, and leaves out what was suppressed", () => {
    expect(lines(githubReport(FLEET)).map((line) => line.split(" ")[0])).toEqual([
      "::error",
      "::error",
      "::warning",
      "::notice",
      "24",
    ]);
  });
  it("names the setting or flag where there is no file", () => {
    const at = { path: "--set a", line: 3 };
    const [first] = lines(githubReport({ ...CLEAN, findings: [found("a", "error", { at })] }));
    expect(first).toBe(
      "::error title=a::something is wrong with a%0AFix: Put it right.%0AIn environment dev%0AAt --set a",
    );
  });
  it("has all findings, the most severe first, and says where those are that GitHub doesn't show", () => {
    const infos = Array.from({ length: 10 }, (_, n) => found(`info-${n}`, "info"));
    const errors = Array.from({ length: 11 }, (_, n) => found(`error-${n}`, "error"));
    const written = lines(githubReport({ ...CLEAN, findings: [...infos, ...errors] }));
    expect(written).toHaveLength(23);
    expect(written.slice(0, 11).every((line) => line.startsWith("::error "))).toBe(true);
    expect(written[11]).toBe(
      "::notice title=certctl-gitops validate::21 findings, of which GitHub shows 10 of a kind here. The log of this step has them all.",
    );
    expect(lines(githubReport({ ...CLEAN, findings: infos }))).toHaveLength(11);
  });
  it("escapes what ends a property, a line or an escape", () => {
    const at = { file: "a,b:c%3A\nd.yaml" };
    const [first] = lines(githubReport({ ...CLEAN, findings: [found("r,s", "error", { at, message: "100%\n::x" })] }));
    expect(first).toMatch(/^::error file=a%2Cb%3Ac%253A%0Ad\.yaml,title=r%2Cs::100%25%0A/);
  });
  it.each(HOSTILE)("is three commands and a line, whatever the texts say: %j", (text) => {
    const written = githubReport(hostileReport(text)).split("\n");
    expect(written).toHaveLength(5);
    for (const line of written.slice(0, 3)) expect(line).toMatch(FORM);
    expect(written[3]).toMatch(/^3 environments, 1 object: /);
  });
});
