/** What is wrong with an object against its kind's schema; no message has a value of the object in it: it may be a secret. */

export type Step = string | number;

export type SchemaRule = "unknown-field" | "wrong-type" | "required-field" | "invalid-value";

export interface SchemaProblem {
  readonly rule: SchemaRule;
  /** To the offending value; to the object around it where a field is missing. */
  readonly path: readonly Step[];
  readonly message: string;
  readonly fix: string;
}

/** `spec.template.spec.containers[0].env`, and `metadata.labels["a.b/c"]` for keys that are no plain words. */
export function pathText(path: readonly Step[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!/^[\w-]+$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text === "" ? "the object" : text;
}
