/** Notes on each object where it comes from and what changed it, where `buildMetadata` asks for it. */
import type { TextEntry } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import { ORIGIN, TRANSFORMATIONS } from "../resources/build-annotations.ts";
import type { Resource } from "../resources/resource.ts";
import { annotation, textAt, textsOf, withAnnotation, withTexts } from "../resources/resource.ts";
import type { Mapping } from "../yaml/value.ts";
import { writeYaml } from "../yaml/write.ts";

/** The way from the kustomization that is built; undefined where nobody asks. */
export type OriginPath = string | undefined;

export function originBelow(origin: OriginPath, path: string): OriginPath {
  return origin === undefined ? undefined : joined(origin, path);
}

/** The resources of a file, with its path noted on them. */
export function noteFile(origin: OriginPath, named: TextEntry, resources: readonly Resource[]): readonly Resource[] {
  if (origin === undefined) return resources;
  const note = writeYaml({ path: joined(origin, named.text) });
  return resources.map((resource) => resource.with(withAnnotation(resource.object, ORIGIN, note)));
}

/** What configured a generated or changed object, as kustomize writes it; undefined where nobody asks. */
export function configuredBy(origin: OriginPath, form: KustomizationForm, kind: string): string | undefined {
  if (origin === undefined) return undefined;
  const file = form.entry.from.file.split("/").at(-1) ?? "";
  return note(joined(origin, file), { apiVersion: "builtin", kind });
}

/** The same for a plugin that stands in a file of its own: its origin is noted on it already. */
export function configuredByPlugin({ object, id }: Resource): string | undefined {
  const origin = annotation(object, ORIGIN);
  if (origin === undefined) return undefined;
  const path = /^path: (.*)\n/.exec(origin)?.[1] ?? "";
  const { name, namespace } = id;
  return note(path, {
    apiVersion: textAt(object, "apiVersion"),
    kind: id.kind,
    ...(name === "" ? {} : { name }),
    ...(namespace === "" ? {} : { namespace }),
  });
}

function note(configuredIn: string, by: Mapping): string {
  return `${writeYaml({ configuredIn })}configuredBy:\n${indented(writeYaml(by))}`;
}

/** The origin of a generated object, where it has none. */
export function noteGenerator(resource: Resource, origin: string | undefined): Resource {
  if (origin === undefined || annotation(resource.object, ORIGIN) !== undefined) return resource;
  return resource.with(withText(resource.object, ORIGIN, origin));
}

/** Every object of a step, changed by it or not; an object without an origin was made by the step. */
export function noteTransformer(resource: Resource, origin: string | undefined): Resource {
  if (origin === undefined) return resource;
  if (annotation(resource.object, ORIGIN) === undefined) return noteGenerator(resource, origin);
  const before = annotation(resource.object, TRANSFORMATIONS) ?? "";
  const item = `- ${indented(origin).slice(2)}`;
  return resource.with(withText(resource.object, TRANSFORMATIONS, before + item));
}

/** kustomize writes all annotations of the object as strings when it notes this one. */
function withText(object: Mapping, name: string, text: string): Mapping {
  return withTexts(object, "annotations", { ...textsOf(object, "annotations"), [name]: text });
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

/** Joins paths and takes `.` and `..` out where that is possible. */
function joined(...paths: readonly string[]): string {
  const steps: string[] = [];
  for (const step of paths.join("/").split("/")) {
    if (step === "" || step === ".") continue;
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else steps.push(step);
  }
  return steps.join("/");
}
