/** `configMapGenerator` and `secretGenerator`: makes objects from literals and files. */
import { entryError, member } from "../load/entry.ts";
import type { GeneratorForm, GeneratorOptions } from "../load/generator-form.ts";
import { joinedOptions } from "../load/generator-form.ts";
import type { Root } from "../load/root.ts";
import { BEHAVIOR, ENABLED, NEEDS_HASH } from "../resources/build-annotations.ts";
import { Resource, withAnnotation } from "../resources/resource.ts";
import { QuoteNotes } from "../yaml/quotes.ts";
import type { Mapping } from "../yaml/value.ts";
import type { Data } from "./data.ts";
import { generatorData } from "./data.ts";

const BEHAVIORS = ["create", "replace", "merge"];

/** The object that a generator makes, with notes on its behavior and on whether its name gets a hash. */
export function generate(
  kind: "ConfigMap" | "Secret",
  generator: GeneratorForm,
  shared: GeneratorOptions,
  root: Root,
): Resource {
  if (generator.name === "") {
    throw entryError(member(generator.entry, "name"), "generator", "a generator must have a name", "Give it one.");
  }
  const options = joinedOptions(generator.options, shared);
  const data = generatorData(generator, root);
  const object: Mapping = {
    apiVersion: "v1",
    kind,
    metadata: metadata(generator, options),
    ...(kind === "Secret" ? { type: generator.type || "Opaque", data: encoded(data) } : texts(data)),
    ...(options.immutable ? { immutable: true } : {}),
  };
  const behavior = BEHAVIORS.includes(generator.behavior) ? generator.behavior : "unspecified";
  const noted = withAnnotation(object, BEHAVIOR, behavior);
  return new Resource(options.disableNameSuffixHash ? noted : withAnnotation(noted, NEEDS_HASH, ENABLED));
}

function metadata({ name, namespace }: GeneratorForm, { labels, annotations }: GeneratorOptions): Mapping {
  return {
    name,
    ...(namespace === "" ? {} : { namespace }),
    ...(Object.keys(labels).length === 0 ? {} : { labels: inQuotes(labels) }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations: inQuotes(annotations) }),
  };
}

/** kustomize sets labels and annotations in quotes, which a patch's number written over them keeps. */
function inQuotes(texts: Readonly<Record<string, string>>): Mapping {
  const quoted = { ...texts };
  const notes = new QuoteNotes();
  for (const [key, text] of Object.entries(texts)) notes.add(key, text, true);
  notes.keepFor(quoted);
  return quoted;
}

/** A ConfigMap's texts and, as base64, what is none. */
function texts(data: Data): Mapping {
  const text = [...data].filter(([, value]) => typeof value === "string");
  const binary = [...data].filter(([, value]) => typeof value !== "string");
  return {
    ...(text.length === 0 ? {} : { data: Object.fromEntries(text) as Mapping }),
    ...(binary.length === 0 ? {} : { binaryData: encoded(new Map(binary)) }),
  };
}

function encoded(data: Data): Mapping {
  return Object.fromEntries([...data].map(([key, value]) => [key, inLines(Buffer.from(value).toString("base64"))]));
}

const LINE = 70;

/** kustomize breaks base64 that is longer than a line, with a break at the end, too. */
function inLines(base64: string): string {
  if (base64.length < LINE) return base64;
  return base64.replace(new RegExp(`.{1,${LINE}}`, "g"), "$&\n");
}
