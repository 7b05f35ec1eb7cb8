import { describe, expect, it } from "vitest";
import { junitReport } from "../../src/reports/junit.ts";
import { CLEAN, FLEET, found, HOSTILE, hostileReport } from "./reports.ts";
import { type Element, parseXml } from "./xml.ts";

const read = (...args: Parameters<typeof junitReport>) => parseXml(junitReport(...args));
const all = (element: Element, name: string): Element[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];
const outcome = (test: Element) => test.children[0]?.name ?? "passed";

describe("-o junit", () => {
  it("has a test that passed for each environment without findings", () => {
    const tests = all(read(CLEAN, ["error"]), "testcase");
    expect(tests.map((test) => test.attributes.classname)).toEqual(["validate.dev", "validate.eu-1", "validate.ha"]);
    expect(tests.map(outcome)).toEqual(["passed", "passed", "passed"]);
  });
  it("has a suite for each environment, with its findings as tests", () => {
    const suite = all(read(FLEET, ["error"]), "testsuite").find((one) => one.attributes.name === "ha");
    expect(suite?.children.map((test) => [test.attributes.name, outcome(test)])).toEqual([
      [
        "run-as-non-root: Deployment.apps certctl/certctl-server /spec/template/spec/containers/0/securityContext",
        "failure",
      ],
      ["replicas-and-budget: PodDisruptionBudget.policy certctl/certctl-server /spec/minAvailable", "failure"],
      ["run-as-non-root: Job.batch certctl/setup /spec", "skipped"],
    ]);
    const test = suite?.children[1];
    expect(test?.attributes).toMatchObject({ file: "out/clusters/ha/server/budget.yaml", line: "8" });
    expect(test?.children[0]?.attributes.type).toBe("replicas-and-budget");
    expect(test?.children[0]?.text).toContain("\n  fix  Set minAvailable: 1, or one replica more.\n");
    expect(suite?.children[2]?.children[0]?.attributes.message).toContain("it changes the owner of a volume");
  });
  it("fails where the run fails", () => {
    const failures = (failing: Parameters<typeof junitReport>[1]) => read(FLEET, failing).attributes.failures;
    expect(failures([])).toBe("0");
    expect(failures(["error"])).toBe("25");
    expect(failures(["error", "warning"])).toBe("46");
  });
  it.each([FLEET, CLEAN, hostileReport("a")])("counts what it has", (report) => {
    const root = read(report, ["error"]);
    for (const part of [root, ...all(root, "testsuite")]) {
      const tests = all(part, "testcase");
      expect(part.attributes.tests).toBe(String(tests.length));
      expect(part.attributes.failures).toBe(String(tests.filter((test) => outcome(test) === "failure").length));
      expect(part.attributes.skipped ?? "").toMatch(
        part === root ? "" : String(tests.filter((test) => outcome(test) === "skipped").length),
      );
    }
  });
  it("has no two tests of one name in an environment", () => {
    const twice = { ...CLEAN, findings: [found("a", "error"), found("a", "error", { message: "another" })] };
    const names = all(read(twice, ["error"]), "testcase").map((test) => test.attributes.name);
    expect(names).toEqual(["a: a.yaml", "a: a.yaml (2)", "no findings", "no findings"]);
  });
  it("loses no finding of an environment that the report doesn't list", () => {
    const stray = { ...CLEAN, findings: [found("a", "error", { environments: ["lost"] })] };
    expect(all(read(stray, ["error"]), "failure")).toHaveLength(1);
  });
  it("has a suite for what is wrong with the input itself", () => {
    const input = { ...CLEAN, findings: [found("a", "error", { environments: [] })] };
    expect(junitReport(input, ["error"])).toContain('<testsuite name="input" tests="1" failures="1"');
  });
  it.each(HOSTILE)("has the same form whatever the texts say: %j", (text) => {
    const form = (report: string) => report.replaceAll(/"[^"]*"|>[^<]*</g, "");
    expect(form(junitReport(hostileReport(text), ["error"]))).toBe(form(junitReport(hostileReport("a"), ["error"])));
    expect(() => read(hostileReport(text), ["error"])).not.toThrow();
  });
});
