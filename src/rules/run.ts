/** Runs all rules over environments, and makes a report of what they find. */
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import type { Finding } from "../model/finding.ts";
import type { Report, SuppressedFinding } from "../model/report.ts";
import { installationsOf } from "./certctl/installation.ts";
import { findingOf } from "./findings.ts";
import { type Found, fold } from "./fold.ts";
import { OBJECT_RULES } from "./objects/index.ts";
import { COHERENCE_RULES, ORDER_RULES } from "./registry.ts";
import type { BaseRule, Problem, RuleOptions } from "./rule.ts";
import { reasonFor } from "./suppression.ts";

type Suppressed = Finding & Pick<SuppressedFinding, "reason">;

export function runRules(environments: readonly AppliedEnvironment[], options: RuleOptions): Report {
  const found: Found[] = [];
  const suppressed: Found<Suppressed>[] = [];
  for (const environment of environments) {
    for (const { rule, problem, reason } of problemsOf(environment, options)) {
      const finding = findingOf(rule, problem, environment);
      if (reason === undefined) found.push({ environment: environment.name, finding });
      else suppressed.push({ environment: environment.name, finding: { ...finding, reason } });
    }
  }
  return {
    environments: environments.map(({ name }) => name),
    objects: environments.reduce((sum, { resources }) => sum + resources.length, 0),
    unchecked: [],
    findings: fold(found),
    suppressed: fold(suppressed),
  };
}

interface Said {
  readonly rule: BaseRule;
  readonly problem: Problem;
  /** Why a person has switched the rule off here. */
  readonly reason: string | undefined;
}

function* problemsOf(environment: AppliedEnvironment, options: RuleOptions): Iterable<Said> {
  for (const installation of installationsOf(environment)) {
    const servers = installation.servers.map(({ pod }) => pod.resource);
    for (const rule of COHERENCE_RULES) {
      for (const problem of rule.check(installation, options)) yield said(rule, problem, servers);
    }
  }
  for (const resource of environment.resources) {
    for (const rule of OBJECT_RULES) {
      for (const problem of rule.check(resource, options)) yield said(rule, problem, []);
    }
  }
  for (const rule of ORDER_RULES) {
    for (const problem of rule.check(environment, options)) yield said(rule, problem, []);
  }
}

/** An annotation on a server counts for all of its certctl: `accept` of a fleet file writes it there. */
function said(rule: BaseRule, problem: Problem, servers: readonly Resource[]): Said {
  const reasons = [problem.resource, ...servers].map((resource) => reasonFor(rule.name, resource));
  return { rule, problem, reason: reasons.find((reason) => reason !== undefined) };
}
