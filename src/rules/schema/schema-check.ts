/** Holds objects against the schemas of their kinds, and counts those that no schema is known for. */
import { endedApi } from "../../k8s/api-versions.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { Resource } from "../../model/applied.ts";
import { InputError } from "../../model/errors.ts";
import { at, type Path } from "../../model/json.ts";
import { groupOf, type Manifest } from "../../model/manifest.ts";
import { nearName } from "../../model/near-name.ts";
import type { UncheckedKind } from "../../model/report.ts";
import { checkManifest } from "../../schemas/check.ts";
import { isCrd } from "../../schemas/crd.ts";
import type { SchemaProblem, SchemaRule } from "../../schemas/problem.ts";
import type { Schemas } from "../../schemas/schemas.ts";
import type { BaseRule, Problem } from "../rule.ts";
import {
  INVALID_DEFINITION,
  INVALID_VALUE,
  REQUIRED_FIELD,
  UNCHECKED_KIND,
  UNKNOWN_FIELD,
  UNKNOWN_KIND,
  WRONG_TYPE,
} from "./rules.ts";

const RULES: Readonly<Record<SchemaRule, BaseRule>> = {
  "unknown-field": UNKNOWN_FIELD,
  "wrong-type": WRONG_TYPE,
  "required-field": REQUIRED_FIELD,
  "invalid-value": INVALID_VALUE,
};

export interface SchemaFinding {
  readonly rule: BaseRule;
  readonly problem: Problem;
}

export class SchemaCheck {
  readonly #schemas: Schemas;
  readonly #strict: boolean;
  readonly #isNewer: boolean;
  readonly #unchecked = new Map<string, { apiVersion: string; kind: string; objects: number }>();
  /** Environments share the objects of a base: the same one is looked at once. */
  readonly #known = new WeakMap<Manifest, readonly SchemaProblem[]>();

  /** `isNewer`: the cluster's Kubernetes is newer than the one whose kinds are known, and may have more. */
  constructor(schemas: Schemas, { strict, isNewer = false }: { readonly strict: boolean; readonly isNewer?: boolean }) {
    this.#schemas = schemas;
    this.#strict = strict;
    this.#isNewer = isNewer;
  }

  /** In the order of their kinds. */
  get unchecked(): readonly UncheckedKind[] {
    return [...this.#unchecked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }

  /** Kinds that the objects themselves define count for all of them, wherever they stand. */
  *define(resources: readonly Resource[]): Iterable<SchemaFinding> {
    for (const resource of resources) {
      // The rule about API versions tells those of an older one.
      if (!isCrd(resource.manifest) || endedApi(resource.manifest.apiVersion, resource.manifest.kind)) continue;
      try {
        this.#schemas.add(resource.manifest);
      } catch (cause) {
        if (!(cause instanceof InputError)) throw cause;
        for (const { message, fix } of cause.findings) {
          yield { rule: INVALID_DEFINITION, problem: { resource, message, fix } };
        }
      }
    }
  }

  *check(resource: Resource): Iterable<SchemaFinding> {
    const { manifest } = resource;
    const { apiVersion, kind } = manifest;
    const schema = this.#schemas.find(apiVersion, kind);
    if (schema === undefined) {
      yield* this.#withoutSchema(resource);
      return;
    }
    let problems = this.#known.get(manifest);
    if (problems === undefined) {
      problems = checkManifest(manifest, schema);
      this.#known.set(manifest, problems);
    }
    for (const { rule, path, message, fix } of problems) {
      if (isFilledIn(manifest, path)) continue;
      // A Kubernetes that is newer than the schemas may have the field.
      const isUnsure = this.#isNewer && rule === "unknown-field" && schema.table.builtIn === true;
      const doubt: Partial<Problem> = isUnsure ? { severity: "warning", fix: `${fix} ${NEWER_FIELD}` } : {};
      yield { rule: RULES[rule], problem: { resource, path, message, fix, ...doubt } };
    }
  }

  *#withoutSchema(resource: Resource): Iterable<SchemaFinding> {
    const { apiVersion, kind } = resource.manifest;
    // The rule about API versions says it better.
    if (endedApi(apiVersion, kind) !== undefined) return;
    const wrong = this.#isNewer ? undefined : this.#unknownKind(resource);
    if (wrong !== undefined) {
      yield { rule: UNKNOWN_KIND, problem: wrong };
      return;
    }
    const key = `${apiVersion} ${kind}`;
    const count = this.#unchecked.get(key) ?? { apiVersion, kind, objects: 0 };
    count.objects += 1;
    this.#unchecked.set(key, count);
    if (!this.#strict) return;
    const message = `no schema of ${kind} in ${apiVersion} is known, so the object was not checked`;
    const fix = "Give the folder with its CustomResourceDefinition: --crds <folder>.";
    yield { rule: UNCHECKED_KIND, problem: { resource, path: ["kind"], message, fix } };
  }

  /**
   * A kind in a version that does not have it. All kinds of Kubernetes itself are known; other groups may have more than
   * we know (Argo CD shares one with Rollouts and Workflows), so that only a name like one of theirs is a mistake.
   */
  #unknownKind(resource: Resource): Problem | undefined {
    const { apiVersion, kind } = resource.manifest;
    if (!this.#schemas.hasGroup(apiVersion)) return undefined;
    const group = groupOf(apiVersion);
    const inGroup = this.#schemas.kinds().filter((one) => groupOf(one.apiVersion) === group);
    const elsewhere = inGroup.filter((one) => one.kind === kind).map((one) => one.apiVersion);
    const isComplete = inGroup.some((one) => this.#schemas.find(one.apiVersion, one.kind)?.table.builtIn === true);
    if (elsewhere.length > 0) {
      const message = `there is no ${kind} in ${apiVersion}${isComplete ? "" : " of the release that is known here"}`;
      const fix = `Write it as ${elsewhere.join(" or ")}${isComplete ? "" : ", or give its definition: --crds <folder>"}.`;
      return { resource, path: ["apiVersion"], severity: isComplete ? "error" : "warning", message, fix };
    }
    const near = nearName(kind, [...new Set(inGroup.map((one) => one.kind))]);
    if (near === undefined && !isComplete) return undefined;
    const fix = near === undefined ? "Correct the kind or the API version." : `Did you mean ${near}?`;
    const more = isComplete
      ? "If the cluster is newer, name its version: --kubernetes-version."
      : "Or give its definition: --crds <folder>.";
    return {
      resource,
      path: ["kind"],
      severity: isComplete ? "error" : "warning",
      message: `there is no kind ${kind} in ${apiVersion}`,
      fix: `${fix} ${more}`,
    };
  }
}

const NEWER_FIELD = "Or leave it as it is, if your Kubernetes has it: the fields known here are of an older one.";

/** What it will be is not known here. */
function isFilledIn(manifest: Manifest, path: Path): boolean {
  const value = at(manifest, ...path);
  return typeof value === "string" && isPlaceholder(value);
}
