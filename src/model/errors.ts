/** The ways in which a run can end without a result; anything else that is thrown is a bug of ours. */
import type { Finding } from "./finding.ts";

/** Wrong input or usage: exit code 2, the findings are the message. */
export class InputError extends Error {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(findings.map((f) => f.message).join("\n"));
    this.name = "InputError";
    this.findings = findings;
  }
}

/** A render or I/O failure: exit code 3. */
export class FailureError extends Error {
  readonly fix: string;
  constructor(message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "FailureError";
    this.fix = fix;
  }
}

/** One problem as an InputError. */
export function inputError(rule: string, message: string, fix: string, at: Finding["at"] = {}): InputError {
  return new InputError([{ rule, severity: "error", message, fix, at }]);
}
