/** `-o junit`: for the test reports of GitLab, Jenkins and whoever else reads JUnit's XML. */
import type { Severity } from "../model/finding.ts";
import type { Report, ReportedFinding, SuppressedFinding } from "../model/report.ts";
import { PLAIN } from "./colors.ts";
import { fieldOf, formatFinding } from "./finding-text.ts";
import { inEnvironments } from "./wording.ts";
import { element } from "./xml.ts";

type Attributes = Readonly<Record<string, string | number | undefined>>;

interface Case {
  /** Without lines and texts that change: CI systems follow a test from run to run by it. */
  readonly name: string;
  readonly finding?: ReportedFinding;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly detail: string;
}

/**
 * A suite for each environment, and in it a test for each finding; one that passed where there is none, since CI systems
 * take a report without tests for a broken one. What doesn't fail the run (`failing`) is skipped, as is what was suppressed:
 * both are shown, and the report fails exactly where the run does.
 */
export function junitReport(report: Report, failing: readonly Severity[]): string {
  const suites = environmentsOf(report).map((name) => ({ name, cases: casesOf(report, name, failing) }));
  const all = suites.flatMap(({ cases }) => cases);
  const root = element(
    "testsuites",
    { name: "certctl-gitops validate", tests: all.length, failures: countOf(all, "failed"), errors: 0, time: 0 },
    suites.map(({ name, cases }) => suiteElement(name, cases)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

/** None of the findings is lost, whatever environment it names. */
function environmentsOf({ environments, findings, suppressed }: Report): readonly string[] {
  return [...new Set([...environments, ...[...findings, ...suppressed].flatMap(suitesOf)])];
}

/** Whose finding it is when the input itself is wrong, and not what is in an environment. */
const INPUT = "input";

function suitesOf({ environments }: ReportedFinding): readonly string[] {
  return environments.length === 0 ? [INPUT] : environments;
}

function casesOf(report: Report, environment: string, failing: readonly Severity[]): readonly Case[] {
  const total = report.environments.length;
  const has = (one: ReportedFinding) => suitesOf(one).includes(environment);
  const cases = [
    ...report.findings.filter(has).map((one) => foundCase(one, total, failing)),
    ...report.suppressed.filter(has).map(suppressedCase),
  ];
  return cases.length === 0 ? [{ name: "no findings", outcome: "passed", detail: "" }] : distinct(cases);
}

function foundCase(finding: ReportedFinding, total: number, failing: readonly Severity[]): Case {
  const { severity, message } = finding;
  const name = caseName(finding);
  if (!failing.includes(severity)) return { name, finding, outcome: "skipped", detail: `${severity}: ${message}` };
  const detail = formatFinding(finding, PLAIN, inEnvironments(finding.environments, total));
  return { name, finding, outcome: "failed", detail };
}

function suppressedCase(finding: SuppressedFinding): Case {
  const detail = `suppressed: ${finding.reason} (${finding.message})`;
  return { name: caseName(finding), finding, outcome: "skipped", detail };
}

function caseName({ rule, at }: ReportedFinding): string {
  const field = fieldOf(at);
  return `${rule}: ${field === "" ? (at.file ?? at.path ?? "") : field}`;
}

/** GitLab shows one of all tests of the same name. */
function distinct(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` };
  });
}

function suiteElement(name: string, cases: readonly Case[]): string {
  const counts: Attributes = {
    tests: cases.length,
    failures: countOf(cases, "failed"),
    errors: 0,
    skipped: countOf(cases, "skipped"),
    time: 0,
  };
  return element(
    "testsuite",
    { name, ...counts },
    cases.map((one) => caseElement(name, one)),
  );
}

function countOf(cases: readonly Case[], outcome: Case["outcome"]): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

function caseElement(environment: string, { name, finding, outcome, detail }: Case): string {
  const { file, line } = finding?.at ?? {};
  // Jenkins takes what is before the dot for a package and shows the environments in it.
  const attributes: Attributes = { classname: `validate.${environment}`, name, file, line, time: 0 };
  if (outcome === "passed") return element("testcase", attributes);
  const inside =
    outcome === "skipped"
      ? element("skipped", { message: detail })
      : element("failure", { message: finding?.message, type: finding?.rule }, detail);
  return element("testcase", attributes, [inside]);
}
