/** What a rule is: objects as they are applied in, problems out. */

import type { KubernetesVersion } from "../k8s/api-versions.ts";
import type { AppliedEnvironment, Resource } from "../model/applied.ts";
import type { Severity } from "../model/finding.ts";
import type { Path } from "../model/json.ts";
import type { RuleInfo } from "../model/report.ts";
import type { Installation } from "./certctl/installation.ts";

export interface Problem {
  readonly resource: Resource;
  /** Where in the object; of a missing field the nearest field around it. The whole object where it is left out. */
  readonly path?: Path;
  readonly message: string;
  readonly fix: string;
  /** The rule's severity where it is left out. */
  readonly severity?: Severity;
  /** The rule's setting where it is left out. */
  readonly setting?: string;
}

/** What is wrong with an object at hand: a problem that has yet to be told whose it is. */
export type Fault = Omit<Problem, "resource">;

export interface BaseRule extends RuleInfo {
  readonly severity: Severity;
}

/** Looks at one object by itself: certctl or not. */
export interface ObjectRule extends BaseRule {
  readonly check: (resource: Resource, options: RuleOptions) => Iterable<Problem>;
}

/** Looks at one certctl, and at nothing else: objects without certctl give none of these problems. */
export interface CoherenceRule extends BaseRule {
  readonly check: (installation: Installation, options: RuleOptions) => Iterable<Problem>;
}

/** Looks at how an engine will apply the objects of an environment. */
export interface OrderRule extends BaseRule {
  readonly check: (environment: AppliedEnvironment, options: RuleOptions) => Iterable<Problem>;
}

export interface RuleOptions {
  /** How many nodes the cluster has; undefined where nobody said. */
  readonly nodes: number | undefined;
  /** Of the cluster: API versions are judged by it. */
  readonly kubernetes: KubernetesVersion;
  /** All names that an annotation may switch off, those of the fleet file's rules too; not judged where nobody gave them. */
  readonly ruleNames?: readonly string[];
}
