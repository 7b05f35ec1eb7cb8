/** Whether a container may have a variable that the objects don't show. */

import { objectsAt, textOf } from "../../model/json.ts";
import type { Objects } from "../pods/objects.ts";
import { objectAt, wordsOf } from "../pods/pod.ts";
import type { Program } from "./programs.ts";

/** True where an `envFrom` names what is not in the input, or the command is a script that speaks of the variable. */
export function mayBeUnseen(name: string, { container, pod }: Program, objects: Objects): boolean {
  const isScripted = wordsOf(container).some((word) => word.includes(name));
  return isScripted || hasUnseenSource({ container, pod }, objects);
}

/** True where `envFrom` names an object that is not in the input. */
export function hasUnseenSource({ container, pod }: Pick<Program, "container" | "pod">, objects: Objects): boolean {
  return objectsAt(container.spec, "envFrom").some(([, source]) =>
    (["ConfigMap", "Secret"] as const).some((kind) => {
      const name = textOf(objectAt(source, kind === "Secret" ? "secretRef" : "configMapRef").name);
      return name !== "" && objects.find(kind, pod.namespace, name) === undefined;
    }),
  );
}
