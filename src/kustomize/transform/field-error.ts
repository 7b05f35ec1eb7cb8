/** What is wrong at a field that a transformer should change; the caller adds the setting and the file. */
import type { FieldSpec } from "../config/config.ts";

export class FieldError extends Error {
  /** As the field spec writes it; empty where no field spec is meant. */
  readonly path: string;
  readonly fix: string;
  constructor(path: string, message: string, fix: string) {
    super(message);
    this.name = "FieldError";
    this.path = path;
    this.fix = fix;
  }
}

/** `value` is what stands where `expected` should. */
export function wrongKind(spec: FieldSpec, expected: string, value: unknown): FieldError {
  return new FieldError(
    spec.path,
    `the field ${spec.path} should be ${expected}, but ${Array.isArray(value) ? "a list" : describe(value)} is there`,
    "Correct the object, or leave the setting out that changes this field.",
  );
}

function describe(value: unknown): string {
  return typeof value === "object" && value?.constructor === Object ? "a mapping" : "a scalar";
}
