/** Makes the objects of a text's documents, and tells what in it is none. */

import type { DocumentCache, PlainDocument } from "../kustomize/plain-documents.ts";
import { plainDocuments, SEPARATOR_PROBLEM } from "../kustomize/plain-documents.ts";
import type { Resource } from "../model/applied.ts";
import type { Finding, Place } from "../model/finding.ts";
import type { JsonValue, Path } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { HELM_FIX, isEmpty, isList, isMeantForKubernetes, OBJECT_FIX, objectProblem } from "./object-form.ts";
import { resourceOf } from "./resource.ts";

export interface TextObjects {
  readonly resources: readonly Resource[];
  /** False where a part of it is wrong and could not be read. */
  readonly isWhole: boolean;
  readonly problems: readonly Finding[];
  /** True where one document at least is meant for Kubernetes; else the text is something else that is written in YAML. */
  readonly isManifest: boolean;
}

export interface TextOptions {
  /** How places name the text. */
  readonly file: string;
  /** True of a stream, whose documents are told by their numbers, too. */
  readonly isStream?: boolean;
  readonly cache?: DocumentCache;
}

export function objectsOf(text: string, options: TextOptions): TextObjects {
  const { documents, wrongSeparators } = plainDocuments(text, options.cache);
  const reading = new Reading(options);
  for (const document of documents) reading.add(document);
  for (const line of wrongSeparators) reading.separator(line);
  return reading.result();
}

class Reading {
  readonly #options: TextOptions;
  readonly #resources: Resource[] = [];
  readonly #problems: Finding[] = [];
  #isManifest = false;
  #isWhole = true;

  constructor(options: TextOptions) {
    this.#options = options;
  }

  add(document: PlainDocument): void {
    const { value, problem, repeated, looksLikeObject, isTemplate } = document.content;
    if (problem !== undefined) {
      this.#isWhole = false;
      if (looksLikeObject) this.#isManifest = true;
      const place = this.#place(document, at(document, problem.at));
      if (isTemplate)
        this.#tell("yaml-syntax", "this is a template, and no YAML before it is rendered", HELM_FIX, place);
      else this.#tell("yaml-syntax", `this is not valid YAML: ${problem.message}`, problem.fix, place);
      return;
    }
    for (const { key, at: place } of repeated) {
      const message = `the key ${key} stands twice in the same mapping: kubectl refuses it, others take the last one`;
      this.#tell("duplicate-key", message, "Take one of them out.", this.#place(document, at(document, place)));
    }
    this.#object(value ?? null, document, []);
  }

  separator(line: number): void {
    this.#isWhole = false;
    const place = { file: this.#options.file, line, column: 1 };
    this.#tell("yaml-syntax", SEPARATOR_PROBLEM, "Put what stands behind it on a line of its own.", place);
  }

  result(): TextObjects {
    return {
      resources: this.#resources,
      problems: this.#problems,
      isManifest: this.#isManifest,
      isWhole: this.#isWhole,
    };
  }

  /** Lists hold objects, and lists. */
  #object(value: JsonValue, document: PlainDocument, within: Path): void {
    if (isEmpty(value)) return;
    const problem = objectProblem(value);
    if (problem === undefined && isList(value)) {
      this.#isManifest = true;
      for (const [index, item] of value.items.entries()) this.#object(item, document, [...within, "items", index]);
    } else if (problem === undefined && isObject(value)) {
      this.#isManifest = true;
      this.#resources.push(resourceOf(value as Manifest, (path) => this.#placeOf(document, [...within, ...path])));
    } else if (problem !== undefined) {
      if (isMeantForKubernetes(value)) this.#isManifest = true;
      this.#isWhole = false;
      this.#tell("not-an-object", `this document ${problem}`, OBJECT_FIX, this.#placeOf(document, within));
    }
  }

  #placeOf(document: PlainDocument, path: Path): Place {
    return this.#place(document, at(document, document.content.placeOf(path)));
  }

  #place({ number }: PlainDocument, place: Place): Place {
    const { file, isStream = false } = this.#options;
    return { file, ...place, ...(isStream ? { document: number } : {}) };
  }

  #tell(rule: string, message: string, fix: string, at: Place): void {
    this.#problems.push({ rule, severity: "error", message, fix, at });
  }
}

/** A place of the document as one of the whole text. */
function at({ line: before }: PlainDocument, { line = 1, column = 1 }: Place): Place {
  return { line: before + line, column };
}
