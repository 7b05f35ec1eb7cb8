/** The source that a Kustomization or a HelmRelease reads is the one that is there. */
import type { Resource } from "../../../model/applied.ts";
import { at, isObject, type Path, textOf } from "../../../model/json.ts";
import { nearName } from "../../../model/near-name.ts";
import type { OrderRule, Problem } from "../../rule.ts";

const REFERENCES: readonly Path[] = [
  ["spec", "sourceRef"],
  ["spec", "chart", "spec", "sourceRef"],
  ["spec", "chartRef"],
];

export const sourceExists: OrderRule = {
  name: "source-exists",
  severity: "warning",
  title: "The source that Flux's objects read is the one that is there.",
  *check({ resources }) {
    const sources = resources.filter(({ id }) => id.group === "source.toolkit.fluxcd.io");
    for (const resource of resources) {
      if (!/^(kustomize|helm)\.toolkit\.fluxcd\.io$/.test(resource.id.group)) continue;
      for (const path of REFERENCES) yield* problems(resource, path, sources);
    }
  },
};

/** It may be in the cluster and not in the input, unless something shows what was meant. */
function* problems(resource: Resource, path: Path, sources: readonly Resource[]): Iterable<Problem> {
  const reference = at(resource.manifest, ...path);
  if (!isObject(reference)) return;
  const { kind, name } = reference;
  const namespace = textOf(reference.namespace) || resource.id.namespace;
  const alike = sources.filter(({ id }) => id.kind === kind);
  if (
    alike.some(({ id }) => id.name === name && (id.namespace === namespace || id.namespace === "" || namespace === ""))
  )
    return;
  const waits = `no ${textOf(kind)} of that name is there, so Flux applies nothing`;
  if (alike.some(({ id }) => id.name === name)) {
    const place = reference.namespace === undefined ? path : [...path, "namespace"];
    const message = `the source is in another namespace: ${waits}`;
    yield { resource, path: place, message, fix: "Set sourceRef.namespace to that of the source." };
    return;
  }
  const near = nearName(
    textOf(name),
    alike.map(({ id }) => id.name),
  );
  if (near === undefined) return;
  const message = `the source is not among these objects, and one with almost its name is: where it is not in the cluster either, ${waits}`;
  yield { resource, path: [...path, "name"], message, fix: `Write ${near}, if that was meant.` };
}
