/** Which resources a patch's `target` or a replacement's `select` and `reject` mean. */
import type { Expression } from "../expression/expression.ts";
import { compile, ExpressionError } from "../expression/expression.ts";
import type { Mapping } from "../yaml/value.ts";
import type { Identity, KindFilter } from "./identity.ts";
import { effectiveNamespace } from "./identity.ts";
import type { Requirement } from "./label-selector.ts";
import { LabelSelectorError, parseLabelSelector } from "./label-selector.ts";
import type { Resource } from "./resource.ts";
import { textsOf } from "./resource.ts";

/** An absent or empty part fits any. All but the last two are regular expressions that match the whole text. */
export interface Selector extends KindFilter {
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

export class SelectorError extends Error {
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.name = "SelectorError";
    this.fix = fix;
  }
}

type TextTest = (text: string) => boolean;

/** A selector whose expressions are compiled; labels and annotations are read when they are asked for, as in kustomize. */
export class CompiledSelector {
  readonly #group: TextTest;
  readonly #version: TextTest;
  readonly #kind: TextTest;
  readonly #name: TextTest;
  readonly #namespace: TextTest;
  readonly #selector: Selector;

  /** @throws SelectorError where an expression is not valid. */
  constructor(selector: Selector) {
    this.#group = wholeTest(selector.group);
    this.#version = wholeTest(selector.version);
    this.#kind = wholeTest(selector.kind);
    this.#name = wholeTest(selector.name);
    this.#namespace = wholeTest(selector.namespace);
    this.#selector = selector;
  }

  fitsKind(id: Identity): boolean {
    return this.#group(id.group) && this.#version(id.version) && this.#kind(id.kind);
  }

  fitsName(name: string): boolean {
    return this.#name(name);
  }

  fitsNamespace(namespace: string): boolean {
    return this.#namespace(namespace);
  }

  /** Labels and annotations. @throws SelectorError where a label selector is not valid. */
  fitsTexts(object: Mapping): boolean {
    return (
      fits(object, "annotations", this.#selector.annotationSelector) &&
      fits(object, "labels", this.#selector.labelSelector)
    );
  }
}

/**
 * The resources that fit in their order: by the kind they have now, and by the name and the namespace that they have
 * now or had first; where none is written, the namespace is `default`.
 * Source: kustomize 5.8.1, api/resmap/reswrangler.go, Select.
 * @throws SelectorError where the selector is not valid; a label selector counts once another part has fit.
 */
export function select(resources: readonly Resource[], selector: Selector): readonly Resource[] {
  const compiled = new CompiledSelector(selector);
  return resources.filter((resource) => {
    const { id, original } = resource;
    return (
      (compiled.fitsNamespace(firstNamespace(resource)) || compiled.fitsNamespace(effectiveNamespace(id))) &&
      (compiled.fitsName(original.name) || compiled.fitsName(id.name)) &&
      compiled.fitsKind(id) &&
      compiled.fitsTexts(resource.object)
    );
  });
}

function firstNamespace({ id, previous }: Resource): string {
  const [first] = previous;
  return first === undefined ? effectiveNamespace(id) : first.namespace || "default";
}

/** Read once per text: a thousand overlays have the same few targets. */
const MOST_KEPT = 1000;
const requirements = new Map<string, readonly Requirement[]>();

function wholeTest(text: string | undefined): TextTest {
  if (text === undefined || text === "") return () => true;
  if (/^[\w/-]+$/.test(text)) return (other) => other === text;
  const expression = expressionOf(text);
  return (other) => expression.test(other);
}

function expressionOf(text: string): Expression {
  try {
    return compile(`^(?:${text})$`);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new SelectorError(error.message, "Write a regular expression of Go's syntax, or the plain name.");
  }
}

function fits(object: Mapping, field: "labels" | "annotations", selector: string | undefined): boolean {
  if (selector === undefined || selector === "") return true;
  const texts = textsOf(object, field);
  return requirementsOf(selector).every((requirement) => requirement(texts));
}

function requirementsOf(selector: string): readonly Requirement[] {
  const known = requirements.get(selector);
  if (known !== undefined) return known;
  try {
    const parsed = parseLabelSelector(selector);
    if (requirements.size >= MOST_KEPT) requirements.clear();
    requirements.set(selector, parsed);
    return parsed;
  } catch (error) {
    if (!(error instanceof LabelSelectorError)) throw error;
    throw new SelectorError(error.message, "Write it as Kubernetes does: app=web,tier in (a,b),!old.");
  }
}
