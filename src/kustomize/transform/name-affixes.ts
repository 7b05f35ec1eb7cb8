/** `namePrefix` and `nameSuffix`: renames objects, and notes what they were called. */
import type { FieldSpec } from "../config/config.ts";
import { PREFIXES, SUFFIXES } from "../resources/build-annotations.ts";
import type { KindFilter } from "../resources/identity.ts";
import { fitsKind } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import { appendToAnnotation } from "../resources/resource.ts";
import type { Mapping } from "../yaml/value.ts";
import { nodeText } from "../yaml/value.ts";
import type { FieldEdit } from "./field-spec.ts";
import { updateField } from "./field-spec.ts";
import { demandScalar, untypedText } from "./scalar-edits.ts";

/** Source: kustomize 5.8.1, api/internal/builtins/PrefixTransformer.go and SuffixTransformer.go. */
const KEEP_THEIR_NAMES: readonly KindFilter[] = [
  { kind: "CustomResourceDefinition" },
  { group: "apiregistration.k8s.io", kind: "APIService" },
  { kind: "Namespace" },
];
const NAME = "metadata/name";

/** Throws a FieldError where a field spec leads to something that is no scalar. */
export function addPrefix(
  resources: readonly Resource[],
  prefix: string,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  return addAffix(resources, specs, PREFIXES, prefix, (text) => `${prefix}${text}`);
}

/** As `addPrefix`, at the end. */
export function addSuffix(
  resources: readonly Resource[],
  suffix: string,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  return addAffix(resources, specs, SUFFIXES, suffix, (text) => `${text}${suffix}`);
}

function addAffix(
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
  noted: string,
  affix: string,
  rename: (text: string) => string,
): readonly Resource[] {
  if (affix === "") return resources;
  const edit: FieldEdit = {
    make: "scalar",
    set: (value, spec, _, place) => untypedText(rename(nodeText(demandScalar(value, spec))), place.isQuoted(value)),
  };
  return resources.map((resource) => {
    const { original } = resource;
    if (KEEP_THEIR_NAMES.some((filter) => fitsKind(filter, original))) return resource;
    const meant = specs.filter((spec) => fitsKind(spec, original));
    return resource.with(
      meant.reduce<Mapping>((object, spec) => {
        const before =
          spec.path === NAME ? resource.with(appendToAnnotation(object, noted, affix)).remembered() : object;
        return updateField(before, spec, edit);
      }, resource.object),
    );
  });
}
