/** The text of `build --provenance`: for each field of each object, the file and line that set it. No value is shown. */
import type { Built } from "../../kustomize/build.ts";
import { formatIdentity } from "../../kustomize/resources/identity.ts";
import type { Value } from "../../kustomize/yaml/value.ts";
import { isList, isMapping } from "../../kustomize/yaml/value.ts";

type Step = string | number;

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
    eachField(resource.object, "", [], (path, field) => {
      const place = provenance?.placeOf(resource, path);
      if (place === undefined) return;
      const { file, line, column, kind } = place;
      const at = line === undefined ? "" : `:${line}${column === undefined ? "" : `:${column}`}`;
      lines.push(`${nameOf(file)}${at}: ${object} ${field} (${kind})\n`);
    });
  }
  return lines.join("");
}

/** All values that hold no others, each with the name of its field and with its path, which the next one overwrites. */
function eachField(
  value: Value,
  name: string,
  path: Step[],
  tell: (path: readonly Step[], name: string) => void,
): void {
  const steps = isList(value) ? value.keys() : isMapping(value) ? Object.keys(value) : [];
  let isEmpty = true;
  for (const step of steps) {
    isEmpty = false;
    path.push(step);
    const part = (value as Readonly<Record<Step, Value>>)[step] as Value;
    eachField(part, `${name}${fieldStep(step, name === "")}`, path, tell);
    path.pop();
  }
  if (isEmpty) tell(path, name);
}

function fieldStep(step: Step, isFirst: boolean): string {
  if (typeof step === "number") return `[${step}]`;
  if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
  return isFirst ? step : `.${step}`;
}
