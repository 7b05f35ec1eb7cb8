/** All problems of a run that tries everything before it gives up; the same one of many folders is told once. */
import { FailureError, InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { shownError } from "./places.ts";

export class Problems {
  readonly #cwd: string;
  readonly #findings = new Map<string, Finding>();
  readonly #failures = new Map<string, FailureError>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  get found(): boolean {
    return this.#findings.size > 0 || this.#failures.size > 0;
  }

  /** An AggregateError of an InputError (all findings) and FailureErrors, in the order that a person reads them. */
  error(): AggregateError {
    const findings = [...this.#findings.values()];
    return new AggregateError([...(findings.length > 0 ? [new InputError(findings)] : []), ...this.#failures.values()]);
  }

  /** The step's result; undefined where it throws errors of ours, which are kept. */
  collect<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (thrown) {
      for (const one of thrown instanceof AggregateError ? thrown.errors : [thrown]) this.#keep(one);
      return undefined;
    }
  }

  #keep(thrown: unknown): void {
    const error = shownError(thrown, this.#cwd);
    if (error instanceof InputError) {
      for (const finding of error.findings) this.#findings.set(JSON.stringify(finding), finding);
    } else if (error instanceof FailureError) this.#failures.set(error.message, error);
    else throw error;
  }
}
