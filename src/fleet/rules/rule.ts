/** What a cross-field rule is: settings of one cluster in, problems out. */

import type { ProfileName } from "../../model/environment.ts";
import type { Finding, Severity } from "../../model/finding.ts";
import type { Layer, Path } from "../layer.ts";
import type { WrittenSettings } from "../written.ts";

export interface Subject {
  readonly name: string;
  readonly profile: ProfileName;
  readonly settings: WrittenSettings;
  readonly layer: Layer;
}

export interface FleetRule {
  readonly name: string;
  /** Whether `accept` with a reason turns it into a warning; the others can't be built at all. */
  readonly acceptable: boolean;
  readonly check: (subject: Subject) => Problem[];
}

export interface Problem {
  readonly path: Path;
  readonly message: string;
  readonly fix: string;
  /** An error where nothing else is said. */
  readonly severity?: Severity;
}

/** The problem as a finding of that rule for that cluster. */
export function toFinding(rule: string, problem: Problem, subject: Subject): Finding {
  const { path, message, fix, severity = "error" } = problem;
  return { rule, severity, message: `cluster ${subject.name}: ${message}`, fix, at: subject.layer.place(path) };
}
