/** Who sets values that no entry of a kustomization names one by one: generated data, names in references, variables. */

import type { Entry, TextEntry } from "../load/entry.ts";
import { member } from "../load/entry.ts";
import type { GeneratorForm } from "../load/generator-form.ts";
import type { Variable } from "../replacements/variables.ts";
import type { Resource } from "../resources/resource.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList, isMapping, own, scalarText } from "../yaml/value.ts";
import type { Attribute, Blame } from "./blame.ts";
import { blameOn, locate } from "./blame.ts";
import type { Path } from "./origin.ts";
import { entryOrigin } from "./origin.ts";
import type { Trace } from "./trace.ts";

/** A generated object: its data stand at the literals and files that they come from. */
export function generatedBlame(generator: GeneratorForm, object: Mapping): Blame {
  const sources = new Map<string, Entry>();
  for (const { text, entry } of generator.files) sources.set(keyOfFile(text), entry);
  for (const { text, entry } of generator.literals) sources.set(text.slice(0, text.indexOf("=")), entry);
  const parts = new Map<string, Blame>();
  for (const field of ["data", "binaryData"]) {
    const data = own(object, field);
    if (!isMapping(data)) continue;
    const keys = Object.keys(data).map((key) => [key, sources.get(key) ?? envOf(generator.envs)] as const);
    const placed = keys.flatMap(([key, entry]) =>
      entry === undefined ? [] : [[key, blameOn(entryOrigin("generator", entry))] as const],
    );
    parts.set(field, { ...blameOn(entryOrigin("generator", generator.entry)), parts: new Map(placed) });
  }
  const whole = blameOn(entryOrigin("generator", generator.entry));
  const at = (entry: Entry): Blame => blameOn(entryOrigin("generator", entry));
  const metadata = new Map([
    ["name", at(member(generator.entry, "name"))],
    ["namespace", at(member(generator.entry, "namespace"))],
    ...["labels", "annotations"].map((field) => [field, optionBlame(generator.entry, field)] as const),
  ]);
  return { ...whole, parts: parts.set("metadata", { ...whole, parts: metadata }) };
}

/** The generator's own labels stand at their lines; those of `generatorOptions` have none here. */
function optionBlame(entry: Entry, field: string): Blame {
  const options = member(member(entry, "options"), field);
  const own = isMapping(options.value) ? Object.keys(options.value) : [];
  const parts = new Map(own.map((key) => [key, blameOn(entryOrigin("generator", member(options, key)))]));
  return { ...blameOn(entryOrigin("generator", entry)), parts };
}

function keyOfFile(text: string): string {
  const equals = text.indexOf("=");
  return equals < 0 ? text.slice(text.lastIndexOf("/") + 1) : text.slice(0, equals);
}

function envOf(envs: readonly TextEntry[]): Entry | undefined {
  return envs.at(-1)?.entry;
}

/** The new name in a reference was set where the object got its name. */
export function referenceAttribute(resources: readonly Resource[], trace: Trace): Attribute {
  const byName = new Map<string, Resource>();
  const byNamespace = new Map<string, Resource>();
  for (const resource of resources) {
    if (resource.previous.length > 0) byName.set(resource.id.name, resource);
    byNamespace.set(resource.id.namespace, resource);
  }
  return (path, after) => {
    const field = path.at(-1) === "namespace" ? "namespace" : "name";
    const found = (field === "name" ? byName : byNamespace).get(scalarText(valueAt(after, path)));
    const blame = found === undefined ? undefined : trace.blameOf(found);
    return blame === undefined ? undefined : locate(blame, ["metadata", field]);
  };
}

/** A text with variables is the text's own; one that is all variable was set by that. */
export function variableAttribute(variables: readonly Variable[]): Attribute {
  return (_path, _after, before) => {
    const text = scalarText(before);
    const used = variables.find(({ name }) => text.includes(`$(${name})`));
    const entry = used?.entry as Entry | undefined;
    return entry === undefined ? undefined : { origin: entryOrigin("kustomization", entry), base: [] };
  };
}

function valueAt(root: Value, path: Path): Value | undefined {
  let here: Value | undefined = root;
  for (const step of path) {
    here = isList(here) ? here[Number(step)] : isMapping(here) ? own(here, String(step)) : undefined;
  }
  return here;
}
