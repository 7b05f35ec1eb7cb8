/**
 * The deprecated `vars`: names for fields of objects, which stand as `$(NAME)` in others.
 * Source: kustomize 5.8.1, api/types/var.go, api/internal/accumulator and api/filters/refvar.
 */
import type { FieldSpec } from "../config/config.ts";
import type { Identity } from "../resources/identity.ts";
import { effectiveNamespace, groupVersion } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import type { Mapping, Value } from "../yaml/value.ts";
import { isList } from "../yaml/value.ts";
import { expand } from "./expand.ts";
import { goValue } from "./go-value.ts";
import { expandField } from "./variable-fields.ts";
import type { CollectionValue, VariableValue } from "./variable-value.ts";
import { formatNumberInText, readVariable, valueOfVariable } from "./variable-value.ts";

/** `E` is whatever says where it is written. */
export interface Variable<E = unknown> {
  readonly name: string;
  /** The object that the value comes from; a version without a group counts for the core group, unless `group` is set. */
  readonly object: {
    readonly apiVersion?: string;
    readonly group?: string;
    readonly version?: string;
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
  };
  /** `metadata.name` where absent or empty. */
  readonly fieldPath?: string;
  readonly entry?: E;
}

export class VariableError extends Error {
  readonly fix: string;
  /** That of the variable that is wrong. */
  readonly entry: unknown;
  constructor(message: string, fix: string, entry: unknown) {
    super(message);
    this.name = "VariableError";
    this.fix = fix;
    this.entry = entry;
  }
}

export interface Collected {
  readonly resources: readonly Resource[];
  readonly variables: readonly Variable[];
}

/**
 * Adds the `vars` of one kustomization to those of its bases; the resources note by name the variables that point at
 * them. One that points at none yet is kept: it counts when it is resolved.
 * @throws VariableError where a variable points at several resources, or its name is taken.
 */
export function collectVars(
  resources: readonly Resource[],
  vars: readonly Variable[],
  before: readonly Variable[] = [],
): Collected {
  const changed = [...resources];
  for (const variable of vars) {
    const matches = changed.flatMap((resource, index) => (pointsAt(variable, resource) ? [index] : []));
    if (matches.length > 1) {
      const message = `the var ${variable.name} points at ${matches.length} resources`;
      throw new VariableError(message, "Name the apiVersion and the namespace in objref.", variable.entry);
    }
    const [index] = matches;
    const resource = index === undefined ? undefined : changed[index];
    if (index === undefined || resource === undefined) continue;
    changed[index] = resource.withVariable(variable.name);
  }
  return { resources: vars.length === 0 ? resources : changed, variables: mergeVars(before, vars) };
}

/** The variables of two bases together. @throws VariableError where both have a name. */
export function mergeVars(before: readonly Variable[], more: readonly Variable[]): readonly Variable[] {
  if (more.length === 0) return before;
  const names = new Set(before.map((variable) => variable.name));
  for (const { name, entry } of more) {
    if (names.has(name)) {
      throw new VariableError(`the var ${name} is defined twice`, "Rename one of them.", entry);
    }
    names.add(name);
  }
  return [...before, ...more];
}

function pointsAt({ object }: Variable, resource: Resource): boolean {
  const { group, version } = kindOf(object);
  const { kind = "", name = "", namespace } = object;
  const fits = (id: Identity, place: string) =>
    id.group === group &&
    id.version === version &&
    id.kind === kind &&
    id.name === name &&
    (!namespace || place === namespace);
  return (
    fits(resource.id, effectiveNamespace(resource.id)) ||
    resource.previous.some((id) => fits(id, id.namespace || "default"))
  );
}

function kindOf({ apiVersion = "", group = "", version = "" }: Variable["object"]): { group: string; version: string } {
  const slashes = apiVersion.split("/").length - 1;
  if (apiVersion === "" || slashes > 1) return { group, version };
  return slashes === 1 ? groupVersion(apiVersion) : { group, version: apiVersion };
}

export interface Resolved {
  readonly resources: readonly Resource[];
  /** Names of the variables that stand nowhere, or whose value is a mapping or a list; sorted. */
  readonly unused: readonly string[];
  /** What kustomize prints about each place where a variable stands whose value is a mapping or a list. */
  readonly complaints: readonly string[];
}

/**
 * Expands the variables in all fields that the specs name.
 * @throws VariableError where a variable has no resource or no field; VariableFieldError where a field cannot be read
 */
export function resolveVars(
  resources: readonly Resource[],
  variables: readonly Variable[],
  specs: readonly FieldSpec[],
): Resolved {
  if (variables.length === 0) return { resources, complaints: [], unused: [] };
  const byName = [...variables].sort((a, b) => (a.name < b.name ? -1 : 1));
  const complaints: string[] = [];
  const values = new Map(byName.map((variable) => [variable.name, findValue(resources, variable)]));
  const used = new Set<string>();
  const lookup = (name: string): VariableValue | undefined => {
    const value = values.get(name);
    if (value?.type === "collection") {
      complaints.push(collectionComplaint(value));
      return undefined;
    }
    if (value !== undefined) used.add(name);
    return value;
  };
  const change = (text: string): Value => {
    if (!text.includes("$")) return text;
    const expanded = expand(text, lookup, formatNumberInText);
    return typeof expanded === "string" ? expanded : valueOfVariable(expanded);
  };
  const changed = resources.map((resource) =>
    resource.with(specs.reduce<Mapping>((object, spec) => expandField(object, spec, change), resource.object)),
  );
  return {
    resources: changed,
    complaints,
    unused: byName.map(({ name }) => name).filter((name) => !used.has(name)),
  };
}

/** What kustomize prints about variables that stand nowhere; undefined where there are none. */
export function unusedWarning(unused: readonly string[]): string | undefined {
  return unused.length === 0 ? undefined : `well-defined vars that were never replaced: ${unused.join(",")}`;
}

/** Source: kustomize 5.8.1, api/filters/refvar/expand.go. */
function collectionComplaint({ value }: CollectionValue): string {
  const type = isList(value) ? "[]interface {}" : "map[string]interface {}";
  return `MakePrimitiveReplacer: bad replacement type=${type} val=${goValue(value)}`;
}

function findValue(resources: readonly Resource[], variable: Variable): VariableValue | CollectionValue {
  const { name, entry, fieldPath } = variable;
  const resource = resources.find(({ vars }) => vars.includes(name));
  if (resource === undefined) {
    throw new VariableError(`the var ${name} points at no resource`, "Correct its objref.", entry);
  }
  try {
    const value = readVariable(resource.object, fieldPath || "metadata.name");
    // Printing it shows whether all of it can be read.
    if (value.type === "collection") collectionComplaint(value);
    return value;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `the var ${name} points at the field ${fieldPath || "metadata.name"}, which ${error.message}`;
    throw new VariableError(message, "Correct its fieldref.", entry);
  }
}
