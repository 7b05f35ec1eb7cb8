/** `vars` of a build, with the place of each that is wrong. */
import type { FieldSpec } from "../config/config.ts";
import type { Entry } from "../load/entry.ts";
import { entryError } from "../load/entry.ts";
import { VariableFieldError } from "../replacements/variable-fields.ts";
import type { Collected, Variable } from "../replacements/variables.ts";
import { collectVars, mergeVars, resolveVars, unusedWarning, VariableError } from "../replacements/variables.ts";
import type { Resource } from "../resources/resource.ts";

/** Those of a kustomization beside those of its bases. */
export function addVariables(
  resources: readonly Resource[],
  added: readonly Variable<Entry>[],
  before: readonly Variable[],
): Collected {
  return placed(() => collectVars(resources, added, before));
}

export function joinVariables(before: readonly Variable[], added: readonly Variable[]): readonly Variable[] {
  return placed(() => mergeVars(before, added));
}

interface Expanded {
  readonly resources: readonly Resource[];
  readonly warnings: readonly string[];
}

/** The resources with the values of the variables in place. */
export function resolveVariables(
  resources: readonly Resource[],
  variables: readonly Variable[],
  specs: readonly FieldSpec[],
): Expanded {
  const resolved = placed(() => resolveVars(resources, variables, specs), variables[0]?.entry);
  const warning = unusedWarning(resolved.unused);
  return {
    resources: resolved.resources,
    warnings: [...resolved.complaints, ...(warning === undefined ? [] : [warning])],
  };
}

function placed<T>(make: () => T, anyEntry?: unknown): T {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof VariableError) throw entryError(cause.entry as Entry, "var", cause.message, cause.fix);
    if (cause instanceof VariableFieldError && anyEntry !== undefined) {
      throw entryError(anyEntry as Entry, "var", cause.message, "Correct the object, or the varReference.");
    }
    throw cause;
  }
}
