/** `replicas`: sets the number of replicas of workloads by name. */
import type { FieldSpec } from "../config/config.ts";
import { fitsKind } from "../resources/identity.ts";
import type { Resource } from "../resources/resource.ts";
import type { Scalar } from "../yaml/value.ts";
import { nodeText } from "../yaml/value.ts";
import { FieldError } from "./field-error.ts";
import type { FieldEdit } from "./field-spec.ts";
import { updateField } from "./field-spec.ts";
import { demandScalar } from "./scalar-edits.ts";

interface ReplicaSetting {
  readonly name: string;
  readonly count: number | Scalar;
}

/**
 * Names and kinds that an object had before count, too. Throws a FieldError where no object has the name, or its
 * replicas are no scalar.
 * Source: kustomize 5.8.1, api/internal/builtins/ReplicaCountTransformer.go.
 */
export function setReplicas(
  resources: readonly Resource[],
  { name, count }: ReplicaSetting,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  const edit: FieldEdit = {
    make: "scalar",
    // A count in quotes stays in quotes: kustomize 5.8.1 writes a string then.
    set: (value, spec, _, place) => (place.isQuoted(demandScalar(value, spec)) ? nodeText(count) : count),
  };
  let found = false;
  const changed = specs.reduce(
    (all, spec) =>
      all.map((resource) => {
        if (!isMeant(resource, name, spec)) return resource;
        found = true;
        return resource.with(updateField(resource.object, spec, edit));
      }),
    resources,
  );
  if (found) return changed;
  const kinds = specs.map(({ kind = "object" }) => kind).join(", ");
  throw new FieldError("", `no ${kinds} is named ${name}`, "Correct the name, or leave the entry out.");
}

function isMeant(resource: Resource, name: string, spec: FieldSpec): boolean {
  return [...resource.previous, resource.id].some((id) => id.name === name && fitsKind(spec, id));
}
