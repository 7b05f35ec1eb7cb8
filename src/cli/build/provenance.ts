/** The text of `build --provenance`: for each field of each object, the file and line that set it. No value is shown. */
import type { Built } from "../../kustomize/build.ts";
import { formatIdentity } from "../../kustomize/resources/identity.ts";
import type { Value } from "../../kustomize/yaml/value.ts";
import { isList, isMapping } from "../../kustomize/yaml/value.ts";

type Path = readonly (string | number)[];

/** `file:line:column: Deployment.apps shop/web spec.replicas (patch)`, in the order of the objects. */
export function provenanceText({ resources, provenance }: Built): string {
  const lines: string[] = [];
  for (const resource of resources) {
    const name = formatIdentity(resource.id);
    for (const path of fieldsOf(resource.object, [])) {
      const place = provenance?.placeOf(resource, path);
      if (place === undefined) continue;
      const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
      lines.push(`${at}: ${name} ${fieldName(path)} (${place.kind})\n`);
    }
  }
  return lines.join("");
}

/** The paths of all values that hold no others. */
function* fieldsOf(value: Value, path: Path): Generator<Path> {
  const below: readonly (readonly [string | number, Value])[] = isList(value)
    ? [...value.entries()]
    : isMapping(value)
      ? Object.entries(value)
      : [];
  if (below.length === 0) yield path;
  for (const [step, inner] of below) yield* fieldsOf(inner, [...path, step]);
}

function fieldName(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${name}[${JSON.stringify(step)}]`;
    return name === "" ? step : `${name}.${step}`;
  }, "");
}
