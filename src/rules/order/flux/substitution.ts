/** Texts of manifests survive the variables that a Kustomization fills in. */
import { at, isObject, type JsonObject, type JsonValue, type Path } from "../../../model/json.ts";
import { annotation, FLUX } from "../../../order/annotations.ts";
import { type Delivery, ownedBy } from "../../../order/delivery.ts";
import type { Fault, OrderRule } from "../../rule.ts";

export const substitution: OrderRule = {
  name: "substitution",
  severity: "error",
  title: "Texts of manifests survive the variables that a Kustomization fills in.",
  *check(environment) {
    for (const delivery of ownedBy(environment, "kustomization")) {
      const known = variablesOf(delivery);
      if (known === undefined) continue;
      for (const resource of delivery.resources) {
        if (isLeftOut(resource.manifest) || annotation(resource, `${FLUX}/substitute`) === "disabled") continue;
        const found = firstFault(resource.manifest, known);
        if (found !== undefined) yield { resource, ...found };
      }
    }
  },
};

/** Undefined where nothing is filled in; `any` where names come from objects that are not in the input. */
function variablesOf({ spec }: Delivery): ReadonlySet<string> | "any" | undefined {
  const own = at(spec, "postBuild", "substitute");
  const from = at(spec, "postBuild", "substituteFrom");
  if (Array.isArray(from) && from.length > 0) return "any";
  const names = isObject(own) ? Object.keys(own) : [];
  return names.length === 0 && at(spec, "postBuild", "substituteStrategy") !== "Always" ? undefined : new Set(names);
}

/** A label counts as the annotation does (fluxcd/pkg kustomize/kustomize_varsub.go). */
function isLeftOut(manifest: JsonObject): boolean {
  return at(manifest, "metadata", "labels", `${FLUX}/substitute`) === "disabled";
}

/** One for each object: whatever else stands in it has the same cure. */
function firstFault(value: JsonValue, known: ReadonlySet<string> | "any", path: Path = []): Fault | undefined {
  if (typeof value === "string") return faultOf(value, known, path);
  if (typeof value !== "object" || value === null) return undefined;
  const entries: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value as JsonObject);
  for (const [key, part] of entries) {
    const found = firstFault(part, known, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const OPT_OUT = `annotate the object with ${FLUX}/substitute: disabled`;

/** As Flux's envsubst reads it: `$${X}` is a `${X}` that stays, any other `$$` becomes one `$`. */
function faultOf(text: string, known: ReadonlySet<string> | "any", path: Path): Fault | undefined {
  const rest = text.replaceAll(/\$\$\{[^}]*\}/g, "");
  if (rest.includes("$$")) {
    return {
      path,
      message:
        "$$ becomes a single $ when the Kustomization fills in its variables: the text that arrives is another one",
      fix: `Write $$$$, or ${OPT_OUT}.`,
    };
  }
  for (const [, inside = ""] of rest.matchAll(/\$\{([^}]*)\}?/g)) {
    const name = /^#?([A-Za-z_][A-Za-z0-9_]*)(:?[-=?].*|:\+.*|:\d.*|[#%/,^].*)?$/s.exec(inside);
    if (name === null) {
      return {
        path,
        message: "Flux can't read what stands behind ${ here as a variable, and the whole Kustomization fails",
        fix: `Write $\${ to keep it, or ${OPT_OUT}.`,
      };
    }
    const hasDefault = /^:?[-=]/.test(name[2] ?? "");
    if (known === "any" || hasDefault || known.has(name[1] ?? "")) continue;
    return {
      path,
      message: `\${${name[1]}} has no value in postBuild.substitute: the whole Kustomization fails (Flux 2.9 and later), or the text is empty (before)`,
      fix: `Give the variable a value, write $\${ to keep it, or ${OPT_OUT}.`,
    };
  }
  return undefined;
}
