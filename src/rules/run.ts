/** Runs all rules over environments, and makes a report of what they find. */
import { kubernetesVersion } from "../k8s/api-versions.ts";
import type { AppliedEnvironment } from "../model/applied.ts";
import type { Finding } from "../model/finding.ts";
import type { Report, SuppressedFinding } from "../model/report.ts";
import type { Schemas } from "../schemas/schemas.ts";
import { type Installation, installationsOf } from "./certctl/installation.ts";
import { findingOf } from "./findings.ts";
import { type Found, fold } from "./fold.ts";
import { OBJECT_RULES } from "./objects/index.ts";
import type { Objects } from "./pods/objects.ts";
import { COHERENCE_RULES, ORDER_RULES } from "./registry.ts";
import type { BaseRule, Problem, RuleOptions } from "./rule.ts";
import { SchemaCheck } from "./schema/schema-check.ts";
import { reasonFor } from "./suppression.ts";

type Suppressed = Finding & Pick<SuppressedFinding, "reason">;

export interface RunOptions extends RuleOptions {
  readonly schemas: Schemas;
  /** A kind without a schema is an error. */
  readonly strict: boolean;
  /** No other rule runs than what the schemas of kinds say. */
  readonly schemasOnly: boolean;
}

interface Said {
  readonly rule: BaseRule;
  readonly problem: Problem;
  /** Why a person has switched the rule off here. */
  readonly reason: string | undefined;
  /** All objects that the rule saw, where it looked at a whole certctl. */
  readonly objects: Objects | undefined;
}

/** `input` is what was wrong with the input itself; it is reported with what the rules find, and what a person accepts in it is switched off. */
export function runRules(
  environments: readonly AppliedEnvironment[],
  options: RunOptions,
  input: readonly Found[] = [],
): Report {
  const found: Found[] = input.filter(({ finding }) => finding.accepted === undefined);
  const suppressed: Found<Suppressed>[] = input.flatMap((one) => {
    const { accepted } = one.finding;
    return accepted === undefined ? [] : [{ ...one, finding: { ...one.finding, reason: accepted } }];
  });
  const schemas = new SchemaCheck(options.schemas, { strict: options.strict, isNewer: isNewer(options) });
  const add = (environment: AppliedEnvironment, { rule, problem, reason, objects }: Said): void => {
    const finding = findingOf(rule, problem, environment, objects);
    if (reason === undefined) found.push({ environment: environment.name, finding });
    else suppressed.push({ environment: environment.name, finding: { ...finding, reason } });
  };
  for (const environment of environments) {
    for (const { rule, problem } of schemas.define(environment.resources)) add(environment, said(rule, problem));
  }
  for (const environment of environments) {
    for (const one of problemsOf(environment, options, schemas)) add(environment, one);
  }
  return {
    environments: environments.map(({ name }) => name),
    objects: environments.reduce((sum, { resources }) => sum + resources.length, 0),
    unchecked: schemas.unchecked,
    findings: fold(found),
    suppressed: fold(suppressed),
  };
}

function* problemsOf(environment: AppliedEnvironment, options: RunOptions, schemas: SchemaCheck): Iterable<Said> {
  for (const resource of environment.resources) {
    for (const { rule, problem } of schemas.check(resource)) yield said(rule, problem);
    if (options.schemasOnly) continue;
    for (const rule of OBJECT_RULES) {
      for (const problem of rule.check(resource, options)) yield said(rule, problem);
    }
  }
  if (options.schemasOnly) return;
  for (const installation of installationsOf(environment)) {
    for (const rule of COHERENCE_RULES) {
      for (const problem of rule.check(installation, options)) yield said(rule, problem, installation);
    }
  }
  for (const rule of ORDER_RULES) {
    for (const problem of rule.check(environment, options)) yield said(rule, problem);
  }
}

/** An annotation on a server counts for all of its certctl: `accept` of a fleet file writes it there. */
function said(rule: BaseRule, problem: Problem, { servers = [], objects }: Partial<Installation> = {}): Said {
  const resources = [problem.resource, ...servers.map(({ pod }) => pod.resource)];
  const reason = resources.map((resource) => reasonFor(rule.name, resource)).find((one) => one !== undefined);
  return { rule, problem, reason, objects };
}

/** Whether the cluster's Kubernetes may have kinds that the one which is shipped does not have. */
function isNewer({ schemas, kubernetes: [, minor] }: RunOptions): boolean {
  const known = schemas.madeFrom.find(({ name }) => name === "kubernetes")?.version ?? "";
  return minor > (kubernetesVersion(known)?.[1] ?? minor);
}
