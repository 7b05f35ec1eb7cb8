/**
 * `replacements`: copies a field of one object, or a fixed text, into fields of others.
 * Source: kustomize 5.8.1, api/filters/replacement/replacement.go.
 */
import { ExpressionError } from "../expression/expression.ts";
import type { Identity } from "../resources/identity.ts";
import { fitsKind } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { isEmpty } from "../resources/resource.ts";
import type { Selector } from "../resources/selector.ts";
import { CompiledSelector, SelectorError } from "../resources/selector.ts";
import { plainScalar } from "../yaml/scalars.ts";
import type { Value } from "../yaml/value.ts";
import { isScalar, scalarText } from "../yaml/value.ts";
import type { Replacement, ReplacementSource, ReplacementTarget } from "./replacement.ts";
import type { Source } from "./replacement-field.ts";
import { copyToField, ReplacementFieldError } from "./replacement-field.ts";
import { FieldPathError, lookUp, splitFieldPath } from "./replacement-path.ts";
import { withText } from "./scalar-text.ts";
import { StructuredTextError } from "./structured-text.ts";
import { YamlTextError } from "./yaml-text-scalar.ts";

export class ReplacementError extends Error {
  readonly fix: string;
  /** That of the replacement that cannot be done. */
  readonly entry: unknown;
  constructor(message: string, fix: string, entry: unknown) {
    super(message);
    this.name = "ReplacementError";
    this.fix = fix;
    this.entry = entry;
  }
}

const DEFAULT_PATH = "metadata.name";

/**
 * The resources after all replacements, each of which sees what those before it wrote.
 * @throws ReplacementError where kustomize refuses.
 */
export function replace(resources: readonly Resource[], replacements: readonly Replacement[]): readonly Resource[] {
  return replacements.reduce((before, replacement) => {
    try {
      return replaceOne(before, replacement);
    } catch (error) {
      throw placed(error, replacement.entry);
    }
  }, resources);
}

function placed(error: unknown, entry: unknown): unknown {
  if (error instanceof ReplacementFieldError || error instanceof SelectorError) {
    return new ReplacementError(error.message, error.fix, entry);
  }
  if (error instanceof FieldPathError || error instanceof StructuredTextError || error instanceof ExpressionError) {
    return new ReplacementError(`a field path leads nowhere: ${error.message}`, "Correct the field path.", entry);
  }
  if (error instanceof YamlTextError) {
    const message = `a field path leads into YAML text that is not printed as kustomize prints it: ${error.message}`;
    return new ReplacementError(message, "Write the text without it, or as JSON.", entry);
  }
  return error;
}

function replaceOne(resources: readonly Resource[], replacement: Replacement): readonly Resource[] {
  const { targets, source, sourceValue, entry } = replacement;
  if ((source === undefined) === (sourceValue === undefined) || targets === undefined) {
    const message = "a replacement has one of source and sourceValue, and targets";
    throw new ReplacementError(message, "Write source or sourceValue, not both, and at least one target.", entry);
  }
  const work = [...resources];
  const value = source === undefined ? fixed(sourceValue ?? "") : sourceOf(work, source);
  for (const target of targets) copyToTarget(work, value, target);
  return work.some((resource, index) => resource !== resources[index]) ? work : resources;
}

function fixed(text: string): Source {
  return { at: undefined, value: plainScalar(text), text };
}

function sourceOf(resources: readonly Resource[], source: ReplacementSource): Source {
  const index = sourceIndex(resources, source);
  const path = source.fieldPath || DEFAULT_PATH;
  const found = lookUp((resources[index] as Resource).object, splitFieldPath(path));
  if (found === undefined || isEmpty(found.value)) {
    throw new ReplacementFieldError(
      `the source ${describe(source)} has no field ${path}, or an empty one`,
      "Name a field that the source has in fieldPath.",
    );
  }
  const { delimiter, index: piece = 0 } = source.options ?? {};
  if (!delimiter) return { at: { resource: index, field: found.at }, value: found.value, text: undefined };
  return { at: undefined, value: pieceOf(found.value, delimiter, piece), text: undefined };
}

function pieceOf(value: Value, delimiter: string, index: number): Value {
  if (!isScalar(value)) {
    throw new ReplacementFieldError(
      "the field of a source with a delimiter is no scalar",
      "Leave out delimiter, or name a scalar.",
    );
  }
  const text = scalarText(value);
  const piece = text.split(delimiter)[index];
  if (piece === undefined) {
    throw new ReplacementFieldError(
      `index ${index} is out of bounds: the source has ${text.split(delimiter).length} pieces`,
      "Correct the index or the delimiter of the source.",
    );
  }
  return withText(value, piece);
}

function sourceIndex(resources: readonly Resource[], source: ReplacementSource): number {
  const indexes = resources.flatMap((resource, index) =>
    [resource.id, ...resource.previous].some((id) => isSource(source, id)) ? [index] : [],
  );
  const [first] = indexes;
  if (first !== undefined && indexes.length === 1) return first;
  throw new ReplacementFieldError(
    `the source ${describe(source)} fits ${first === undefined ? "no resource" : `${indexes.length} resources`}`,
    "Select exactly one resource by kind, name and namespace.",
  );
}

/** Here `default` is the namespace of all that name none, cluster-scoped objects included. */
function isSource(source: ReplacementSource, id: Identity): boolean {
  const namespace = source.namespace || id.namespace || "default";
  return (!source.name || source.name === id.name) && namespace === (id.namespace || "default") && fitsKind(source, id);
}

function describe({ kind, namespace, name }: ReplacementSource): string {
  return [kind || "of any kind", [namespace, name || "of any name"].filter(Boolean).join("/")].join(" ");
}

/** Replaces the resources of the list that the target selects. */
function copyToTarget(work: Resource[], source: Source, target: ReplacementTarget): void {
  if (target.select === undefined) {
    throw new ReplacementFieldError("a target has no select", "Say in select which resources are meant.");
  }
  const fits = targetTest(target.select, target.reject ?? []);
  const paths = target.fieldPaths?.length ? target.fieldPaths : [DEFAULT_PATH];
  for (const [index, resource] of work.entries()) {
    if (!fits(resource)) continue;
    for (const path of paths) copyToField(work, source, index, path, target.options ?? {});
  }
}

/** By what the resource is and was; `reject` counts by identity or by labels, either of them. */
function targetTest(select: Selector, reject: readonly Selector[]): (resource: Resource) => boolean {
  const selected = new CompiledSelector(select);
  const rejected = reject.map((selector) => ({
    compiled: new CompiledSelector(selector),
    byTexts: Boolean(selector.annotationSelector || selector.labelSelector),
    byIdentity: Boolean(selector.group || selector.version || selector.kind || selector.name || selector.namespace),
  }));
  const fits = (selector: CompiledSelector, id: Identity) =>
    selector.fitsKind(id) && selector.fitsName(id.name) && selector.fitsNamespace(id.namespace);
  return (resource) => {
    const ids = [resource.id, ...resource.previous];
    return (
      selected.fitsTexts(resource.object) &&
      !rejected.some(({ compiled, byTexts }) => byTexts && compiled.fitsTexts(resource.object)) &&
      !rejected.some(({ compiled, byIdentity }) => byIdentity && ids.some((id) => fits(compiled, id))) &&
      ids.some((id) => fits(selected, id))
    );
  };
}
