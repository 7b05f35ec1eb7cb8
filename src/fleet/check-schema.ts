/** Holds written settings against the schema, and says each problem in words that help. Loaded only where something is written. */

import { validateFleet, validateSettings } from "embedded:fleet-validator";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Finding } from "../model/finding.ts";
import { at } from "../model/json.ts";
import { nearName } from "../model/near-name.ts";
import { formatPath, type Layer, type Path } from "./layer.ts";
import { SETTINGS } from "./schema.ts";
import { show } from "./words.ts";

/** Every problem of a fleet file, in its order; empty where the schema takes it. */
export const checkFleet = (layer: Layer): Finding[] => check(validateFleet, layer, "the file");

/** The same for settings alone, as flags give them. */
export const checkSettings = (layer: Layer): Finding[] => check(validateSettings, layer, "a cluster");

/** `whole` is what messages call the data itself. */
function check(validate: ValidateFunction, layer: Layer, whole: string): Finding[] {
  if (validate(layer.data)) return [];
  const errors = validate.errors ?? [];
  // What is no text at all is none of the choices either: once is enough.
  const mistyped = new Set(errors.filter((e) => e.keyword === "type").map((e) => e.instancePath));
  const said = errors.filter((e) => e.keyword === "type" || !mistyped.has(e.instancePath));
  const findings = said.map((error) => finding(error, layer, whole));
  return findings.sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0));
}

function finding(error: ErrorObject, layer: Layer, whole: string): Finding {
  const path = pathOf(error.instancePath, layer);
  const { where, message, fix } = words(error, path, whole);
  return { rule: "fleet-schema", severity: "error", message, fix, at: layer.place(where) };
}

const LIMITS: Readonly<Record<string, (limit: number) => string>> = {
  minLength: (limit) => `at least ${limit} characters`,
  maxLength: (limit) => `at most ${limit} characters`,
  minimum: (limit) => `${limit} or more`,
  maximum: (limit) => `${limit} or less`,
};

interface Words {
  readonly where: Path;
  readonly message: string;
  readonly fix: string;
}

function words(error: ErrorObject, path: Path, whole: string): Words {
  const name = formatPath(path) || whole;
  const about = (error.parentSchema as { description?: string } | undefined)?.description ?? "";
  const fix = about === "" ? "Correct the value." : `${about}.`;
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(error, path, name);
    case "required": {
      const missing = String(error.params.missingProperty);
      return { where: path, message: `${name} has no ${missing}`, fix: `Add \`${missing}:\`.` };
    }
    case "enum":
      return choice(error, path, name);
    case "const": {
      const wanted = String(error.params.allowedValue);
      return {
        where: path,
        message: `${name} is ${show(error.data)}, but this version reads ${wanted} only`,
        fix: `Write ${wanted}.`,
      };
    }
    case "type": {
      const wanted = article(String(error.params.type));
      const quoted =
        error.params.type === "string" && isPlainValue(error.data) ? `, in quotes: "${String(error.data)}"` : "";
      const hint = `${quoted}${about === "" ? "" : ` (${about})`}`;
      return { where: path, message: `${name} is ${kind(error.data)}, not ${wanted}`, fix: `Write ${wanted}${hint}.` };
    }
    case "pattern":
      return { where: path, message: `${name} is ${show(error.data)}, which has not the form that it needs`, fix };
    default: {
      const limit = LIMITS[error.keyword]?.(Number(error.params.limit));
      const help = limit === undefined ? fix : `Write ${limit} (${about || name}).`;
      return { where: path, message: `${name} is ${show(error.data)}: ${error.message ?? "a wrong value"}`, fix: help };
    }
  }
}

function isPlainValue(value: unknown): value is number | boolean {
  return typeof value === "number" || typeof value === "boolean";
}

function unknownKey(error: ErrorObject, path: Path, name: string): Words {
  const key = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const near = nearName(key, known) ?? elsewhere(key, known);
  const fix = near === undefined ? `Known here: ${known.join(", ")}.` : `Did you mean ${near}?`;
  return { where: [...path, key], message: `${name} has no setting ${show(key)}`, fix };
}

/** A setting of that name in a group beside it: `replicas` stands in `server` and in `agents`. */
function elsewhere(key: string, known: readonly string[]): string | undefined {
  const groups = Object.entries(SETTINGS).filter(([group]) => known.includes(group));
  const holders = groups.filter(([, group]) => at(group, "properties", key) !== undefined);
  return holders.length === 0 ? undefined : holders.map(([group]) => `${group}.${key}`).join(" or ");
}

function choice(error: ErrorObject, path: Path, name: string): Words {
  const allowed = (error.params.allowedValues as unknown[]).map(String);
  const near = typeof error.data === "string" ? nearName(error.data, allowed) : undefined;
  const fix =
    near === undefined
      ? `Write one of ${allowed.join(", ")}.`
      : `Did you mean ${near}? It can be ${allowed.join(", ")}.`;
  return { where: path, message: `${name} is ${show(error.data)}, which is none of its values`, fix };
}

function kind(value: unknown): string {
  if (value === null) return "empty";
  return Array.isArray(value) ? "a list" : article(typeof value === "object" ? "object" : typeof value);
}

function article(type: string): string {
  const names: Record<string, string> = {
    object: "a mapping",
    array: "a list",
    string: "text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
  };
  return names[type] ?? type;
}

/** `/clusters/0/tls` as steps; numbers where the data has a list. */
function pathOf(pointer: string, layer: Layer): Path {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((s) => s.replaceAll("~1", "/").replaceAll("~0", "~"));
  let here: unknown = layer.data;
  return steps.map((step) => {
    const key = Array.isArray(here) ? Number(step) : step;
    here = (here as Record<string | number, unknown> | undefined)?.[key];
    return key;
  });
}
