/** What a reviewer asks first of an object that came or went, without its YAML. */
import { at, isObject, type JsonValue } from "../../model/json.ts";
import { count, listed } from "../wording.ts";
import { clipped } from "./shorten.ts";
import { valueLines } from "./value.ts";

const NAMED = 10;
const LONGEST = 100;

/** Replicas, images, keys, ports and the like, as far as it has them, and how long its YAML is. */
export function manifestFacts(manifest: JsonValue): string {
  const facts = [
    number(at(manifest, "spec", "replicas"), "replica"),
    named("image", images(manifest)),
    named("data", keys(at(manifest, "data")).concat(keys(at(manifest, "stringData")))),
    named("port", ports(manifest)),
    named("storage", texts([at(manifest, "spec", "resources", "requests", "storage")])),
    named("schedule", texts([at(manifest, "spec", "schedule")])),
    count(valueLines(manifest).length, "line"),
  ];
  return facts.filter((fact) => fact !== "").join(" · ");
}

function named(what: string, values: readonly string[]): string {
  return values.length === 0
    ? ""
    : `${what} ${listed(
        values.map((text) => clipped(text, LONGEST)),
        NAMED,
      )}`;
}

function number(value: JsonValue | undefined, noun: string): string {
  return typeof value === "number" ? count(value, noun) : "";
}

function keys(value: JsonValue | undefined): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function items(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function texts(values: readonly (JsonValue | undefined)[]): readonly string[] {
  return values.filter((value) => typeof value === "string" || typeof value === "number").map(String);
}

function images(manifest: JsonValue): readonly string[] {
  const pod = ["spec", "template", "spec"] as const;
  const pods = [at(manifest, ...pod), at(manifest, "spec", "jobTemplate", ...pod), at(manifest, "spec")];
  const containers = pods.flatMap((spec) => [...items(at(spec, "initContainers")), ...items(at(spec, "containers"))]);
  return [...new Set(texts(containers.map((container) => at(container, "image"))))];
}

function ports(manifest: JsonValue): readonly string[] {
  return texts(items(at(manifest, "spec", "ports")).map((port) => at(port, "port")));
}
