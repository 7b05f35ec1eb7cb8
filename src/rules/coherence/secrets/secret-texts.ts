/** The secrets that stand in the input for everybody to read, and where. Their text is looked at, and never shown. */
import type { Resource } from "../../../model/applied.ts";
import { at, type Path } from "../../../model/json.ts";
import type { Installation } from "../../certctl/installation.ts";
import { isSecretVariable, secretsIn } from "../../certctl/secret-variables.ts";
import type { Objects } from "../../pods/objects.ts";
import { type Container, containersOf } from "../../pods/pod.ts";
import { UNKNOWN, type Variable, variablesOf } from "../../pods/variables.ts";
import { readingPods } from "./reading-pods.ts";

export interface SecretText {
  /** Of the variable that holds it. */
  readonly name: string;
  /** A literal `value`, or the object that a reference leads to. */
  readonly from: "value" | "ConfigMap" | "Secret";
  readonly resource: Resource;
  readonly path: Path;
  /** The secret parts of it that are in the input. */
  readonly secrets: readonly string[];
}

/** Each place once, of all containers of certctl's pods. */
export function secretTexts(installation: Installation): readonly SecretText[] {
  const { objects } = installation;
  const found = new Map<string, SecretText>();
  for (const container of readingPods(installation).flatMap((pod) => containersOf(pod))) {
    for (const variable of variablesOf(container, objects).values()) {
      if (!isSecretVariable(variable.name)) continue;
      const text = secretText(container, variable, objects);
      if (text === undefined || text.secrets.length === 0) continue;
      const place = JSON.stringify([text.resource.id, text.path]);
      if (!found.has(place)) found.set(place, text);
    }
  }
  return [...found.values()];
}

function secretText(container: Container, variable: Variable, objects: Objects): SecretText | undefined {
  const { name, reference, path } = variable;
  if (reference === undefined) {
    const value = at(container.pod.resource.manifest, ...path, "value");
    if (typeof value !== "string") return undefined;
    return {
      name,
      from: "value",
      resource: container.pod.resource,
      path: [...path, "value"],
      secrets: literals(name, value),
    };
  }
  const resource = objects.find(reference.kind, container.pod.namespace, reference.name);
  if (resource === undefined) return undefined;
  const field = ["stringData", "data"].find((one) => at(resource.manifest, one, reference.key) !== undefined);
  if (field === undefined) return undefined;
  const secrets = knownParts(name, variable.text);
  return { name, from: reference.kind, resource, path: [field, reference.key], secrets };
}

/** Without what Kubernetes or Flux puts in: `$(NAME)`, `${NAME}`. */
function literals(name: string, value: string): readonly string[] {
  return knownParts(name, value.replaceAll(/\$\([^)]*\)|\$\{[^}]*\}/g, UNKNOWN));
}

function knownParts(name: string, text: string): readonly string[] {
  return secretsIn(name, text).filter((part) => part !== "" && !part.includes(UNKNOWN));
}
