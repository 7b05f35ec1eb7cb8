/** Fills a template, and reads the result back before anybody uses it. */
import Handlebars from "handlebars/runtime.js";
import { parseAllDocuments } from "yaml";
import { isObject, type JsonObject } from "../model/json.ts";
import type { TreeFile } from "../model/tree.ts";

// A JSON string is a YAML string too: whatever is in the value, it stays one value.
(Handlebars as unknown as typeof import("handlebars")).registerHelper("quote", (value: unknown) =>
  JSON.stringify(String(value)),
);

/**
 * The template's YAML and its documents. What a template yields must be one mapping with the kind and name that its
 * caller expects; anything else is a bug of ours, and stops before it is written.
 */
export function fill(template: (context: object) => string, context: object, kind: string, name?: string): TreeFile {
  const text = template(context);
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const [document] = documents;
  if (document === undefined || documents.length !== 1 || document.errors.length > 0) {
    throw new Error(
      `the template of ${kind} ${name ?? ""} gives no YAML document: ${document?.errors[0]?.message ?? "none or many"}`,
    );
  }
  const data = document.toJS() as JsonObject;
  const named = name === undefined || (isObject(data.metadata) && data.metadata.name === name);
  if (data.kind !== kind || !named) throw new Error(`the template of ${kind} ${name ?? ""} gives another object`);
  return { text, documents: [data] };
}
