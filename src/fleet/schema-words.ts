/** The words that the fleet file's schema is made of: each says what a setting is, for editors and for messages. */
import type { JsonObject } from "../model/json.ts";

export type Schema = JsonObject;

export const string = (description: string, extra: Schema = {}): Schema => ({ type: "string", description, ...extra });
export const integer = (description: string, minimum: number): Schema => ({ type: "integer", minimum, description });
export const oneOf = (description: string, ...values: readonly string[]): Schema => ({
  type: "string",
  enum: values,
  description,
});
export const boolean = (description: string): Schema => ({ type: "boolean", description });
export const list = (description: string, items: Schema): Schema => ({ type: "array", items, description });
export const map = (description: string): Schema => ({
  type: "object",
  additionalProperties: { type: "string" },
  description,
});
export const group = (description: string, properties: Schema, required: readonly string[] = []): Schema => ({
  type: "object",
  additionalProperties: false,
  description,
  properties,
  ...(required.length === 0 ? {} : { required }),
});

export const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
export const dnsLabel = (what: string, maxLength = 63): Schema =>
  string(`${what}: lower-case letters, digits and hyphens, at most ${maxLength} characters`, {
    pattern: `^${LABEL}$`,
    maxLength,
  });
export const objectName = (what: string): Schema =>
  string(`${what}: lower-case letters, digits, hyphens and dots`, {
    pattern: `^${LABEL}(\\.${LABEL})*$`,
    maxLength: 253,
  });
export const quantity = (what: string): Schema =>
  string(`${what}: a Kubernetes quantity such as 10Gi or 500m`, {
    pattern: "^[0-9]+(\\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti|P|Pi|E|Ei)?$",
  });
export const quantities = (what: string): Schema => ({
  type: "object",
  additionalProperties: quantity("An amount"),
  description: what,
});
