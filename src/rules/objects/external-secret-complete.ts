/** An ExternalSecret that says neither where its values are nor which they are makes no Secret. */
import { at, isObject, type JsonObject, objectsAt, textOf } from "../../model/json.ts";
import { objectAt } from "../pods/pod.ts";
import type { ObjectRule } from "../rule.ts";

export const externalSecretComplete: ObjectRule = {
  name: "external-secret-complete",
  severity: "error",
  title: "An ExternalSecret names a store and what it reads there.",
  *check(resource) {
    const { group, kind } = resource.id;
    if (group !== "external-secrets.io" || kind !== "ExternalSecret") return;
    const { manifest } = resource;
    const lacks = [...withoutStore(manifest), ...withoutValues(manifest)];
    for (const { path, what, fix } of lacks) {
      yield {
        resource,
        path,
        message: `${what}: the operator makes no Secret, and the pods that read it don't start`,
        fix,
      };
    }
  },
};

interface Lack {
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly fix: string;
}

function* withoutStore(manifest: JsonObject): Iterable<Lack> {
  const values = [...objectsAt(manifest, "spec", "data"), ...objectsAt(manifest, "spec", "dataFrom")];
  if (textOf(at(manifest, "spec", "secretStoreRef", "name")) !== "") return;
  // An entry may name a store or a generator of its own.
  if (values.length > 0 && values.every(([, one]) => isObject(one.sourceRef))) return;
  const path = at(manifest, "spec") === undefined ? [] : ["spec"];
  yield { path, what: "it names no store", fix: "Set secretStoreRef to a SecretStore or a ClusterSecretStore." };
}

function* withoutValues(manifest: JsonObject): Iterable<Lack> {
  const spec = objectAt(manifest, "spec");
  const data = objectsAt(spec, "data");
  const dataFrom = objectsAt(spec, "dataFrom");
  if (
    data.length + dataFrom.length === 0 &&
    ["data", "templateFrom"].every((field) => at(spec, "target", "template", field) === undefined)
  ) {
    yield { path: ["spec"], what: "it reads nothing", fix: "Add data or dataFrom." };
  }
  for (const [index, one] of dataFrom) {
    if (["extract", "find", "sourceRef"].some((field) => isObject(one[field]))) continue;
    const path = ["spec", "dataFrom", index];
    yield { path, what: "an entry of dataFrom reads nothing", fix: "Set extract.key or find." };
  }
}
