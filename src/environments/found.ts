/** What a search gives: environments, what is wrong with the input, and what was not looked at. */
import type { AppliedEnvironment } from "../model/applied.ts";
import { InputError } from "../model/errors.ts";
import type { Finding, Place } from "../model/finding.ts";
import type { Applications } from "./applications.ts";
import type { Beside } from "./beside.ts";
import type { Missing } from "./contents.ts";

export interface IncompleteEnvironment extends AppliedEnvironment {
  /** What of it could not be read. */
  readonly missing: readonly Missing[];
}

export interface Found {
  /** In the order of their names; everything of them could be read. */
  readonly environments: readonly AppliedEnvironment[];
  /** What could be read of those of which a part is wrong, if anything: too little to say what is missing or has changed. */
  readonly incomplete: readonly IncompleteEnvironment[];
  /** The plain files that hold objects. */
  readonly manifests: ReadonlySet<string>;
  /** The files and folders of plain objects that are environments of their own. */
  readonly plain: ReadonlySet<string>;
  /** The plain files in which something is wrong, and nothing looks like an object: they were passed over. */
  readonly passedOver: ReadonlySet<string>;
  /** The folders of kustomizations that are environments. */
  readonly roots: ReadonlySet<string>;
  /** What the kustomizations of this tree stand beside; empty where nobody asked for it. */
  readonly beside: Beside;
  /** The Applications in plain files; empty where nobody asked for environments by them. */
  readonly applications: Applications;
  /** What is wrong with the input, each said once. */
  readonly problems: readonly Finding[];
  /** What was not looked at, and what to do about it. */
  readonly notes: readonly Finding[];
}

/** Findings on their way, each told once, in the order in which they were found. */
export class Findings {
  readonly #problems = new Map<string, Finding>();
  readonly #notes = new Map<string, Finding>();
  readonly #open: Finding[][] = [];
  #told = 0;

  /** How often something was told, whether it was new or not. */
  get told(): number {
    return this.#told;
  }

  /** What `step` gives, and the problems that were told meanwhile. */
  during<T>(step: () => T): { readonly given: T; readonly problems: readonly Finding[] } {
    const problems: Finding[] = [];
    this.#open.push(problems);
    try {
      return { given: step(), problems };
    } finally {
      this.#open.pop();
    }
  }

  get problems(): readonly Finding[] {
    return [...this.#problems.values()];
  }

  get notes(): readonly Finding[] {
    return [...this.#notes.values()];
  }

  problem(...findings: readonly Finding[]): void {
    this.#told += findings.length;
    for (const problems of this.#open) problems.push(...findings);
    for (const finding of findings) this.#problems.set(JSON.stringify(finding), finding);
  }

  note(rule: string, message: string, fix: string, at: Place): Finding {
    this.#told += 1;
    const finding: Finding = { rule, severity: "info", message, fix, at };
    this.#notes.set(JSON.stringify(finding), finding);
    return finding;
  }

  /** What `step` gives; undefined where it throws an InputError, whose findings are kept. */
  try<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      this.problem(...cause.findings);
      return undefined;
    }
  }
}
