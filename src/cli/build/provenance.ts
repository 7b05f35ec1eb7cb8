/** The text of `build --provenance`: for each field of each object, the file and line that set it. No value is shown. */
import type { Built } from "../../kustomize/build.ts";
import { formatIdentity } from "../../kustomize/resources/identity.ts";
import type { Mapping, Value } from "../../kustomize/yaml/value.ts";
import { isList, isMapping } from "../../kustomize/yaml/value.ts";

type Path = readonly (string | number)[];

/**
 * `file:line:column: Deployment.apps shop/web spec.replicas (patch)`, in the order of the objects. `shown` is how a
 * person knows a file.
 */
export function provenanceText({ resources, provenance }: Built, shown: (file: string) => string): string {
  const lines: string[] = [];
  const files = new Map<string, string>();
  const nameOf = (file: string): string => {
    const name = files.get(file) ?? shown(file);
    files.set(file, name);
    return name;
  };
  for (const resource of resources) {
    const object = formatIdentity(resource.id);
    eachField(resource.object, [], "", (path, field) => {
      const place = provenance?.placeOf(resource, path);
      if (place === undefined) return;
      const { file, line, column, kind } = place;
      const at = line === undefined ? "" : `:${line}${column === undefined ? "" : `:${column}`}`;
      lines.push(`${nameOf(file)}${at}: ${object} ${field} (${kind})\n`);
    });
  }
  return lines.join("");
}

/** All values that hold no others, each with its path and with the name of its field. */
function eachField(value: Value, path: Path, name: string, tell: (path: Path, name: string) => void): void {
  if (isList(value) && value.length > 0) {
    for (const [index, item] of value.entries()) eachField(item, [...path, index], `${name}[${index}]`, tell);
    return;
  }
  const keys = isMapping(value) ? Object.keys(value) : [];
  if (keys.length === 0) tell(path, name);
  for (const key of keys) {
    eachField((value as Mapping)[key] as Value, [...path, key], `${name}${fieldStep(key, name === "")}`, tell);
  }
}

function fieldStep(key: string, isFirst: boolean): string {
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return isFirst ? key : `.${key}`;
}
