/** What the tests of redaction ask of a redacted object. */
import type { JsonValue } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { createRedactor, type Redaction } from "../../src/redaction/redactor.ts";

export const REDACTED = "<redacted>";

export function manifest(kind: string, fields: Record<string, JsonValue>, apiVersion = "v1"): Manifest {
  return { apiVersion, kind, metadata: { name: "a" }, ...fields };
}

export const redact = (one: Manifest): Redaction => createRedactor([one]).redact(one);

/** In a field of an object of no kind that anybody knows. */
export const field = (key: string, value: JsonValue): Manifest =>
  manifest("Thing", { spec: { [key]: value } }, "x.io/v1");

/** A container with the fields. */
export function pod(container: Record<string, JsonValue>): Manifest {
  return manifest("Pod", { spec: { containers: [{ name: "a", image: "a", ...container }] } });
}

export const env = (name: string, value: JsonValue): Manifest => pod({ env: [{ name, value }] });
export const config = (key: string, text: string): Manifest => manifest("ConfigMap", { data: { [key]: text } });

/** Base64 of a text, and what is seen of it at each alignment inside of a longer one. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(3)]).toString("base64");
    const first = Math.ceil((before * 8) / 6);
    return encoded.slice(first, Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [secret, ...inside];
}
