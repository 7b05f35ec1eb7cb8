/** What `validate` has found, for whoever shows it: findings folded over environments, counts, and what was not checked. */
import type { Finding } from "./finding.ts";

/** The same finding from the same line of many environments is one. */
export interface ReportedFinding extends Finding {
  /** Names of the environments that have it, in their order; none where it is the input itself that is wrong. */
  readonly environments: readonly string[];
}

export interface SuppressedFinding extends ReportedFinding {
  /** Why a person has switched the rule off, as the annotation says. */
  readonly reason: string;
}

/** Objects of a kind that no schema is known for. */
export interface UncheckedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly objects: number;
}

export interface Report {
  /** Names of all environments that were looked at, in their order. */
  readonly environments: readonly string[];
  readonly objects: number;
  readonly unchecked: readonly UncheckedKind[];
  /** Errors first, then by file, line and rule. */
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** A rule as reporters name it. */
export interface RuleInfo {
  readonly name: string;
  /** Its id in certctl's own audit, `DEPL-003`. */
  readonly id?: string;
  /** One sentence: what holds where the rule is kept. */
  readonly title: string;
  /** The setting of a fleet file that decides it, `rateLimit.backend`. */
  readonly setting?: string;
}
