/** Where a variable of certctl comes from, and whether that is another place than before. */
import { at, type Path, textOf } from "../../model/json.ts";
import type { Program } from "../../rules/certctl/programs.ts";
import { isKnown } from "../../rules/certctl/settings.ts";
import type { KeyReference, Variable } from "../../rules/pods/variables.ts";
import type { ObjectChange } from "../environment-change.ts";
import type { ProgramPair } from "./programs.ts";
import type { Sides } from "./sides.ts";

/** `same` where it comes from the same place, or is known to have the same text; `changed`: the same place holds another text. */
export type Switch = "same" | "added" | "removed" | "switched" | "changed";

/** What has become of a variable; a Secret or ConfigMap that is renamed along is the same place. */
export function switchOf(name: string, pair: ProgramPair, sides: Sides): Switch {
  const [was, is] = [pair.before, pair.after].map((program) => variableOf(name, program));
  if (was === undefined || is === undefined) {
    return was === is ? "same" : was === undefined ? "added" : "removed";
  }
  const isTold = isKnown(was.text) && isKnown(is.text);
  if (isTold && was.text === is.text) return "same";
  if (isSamePlace(was, is, pair, sides)) return isTold ? "changed" : "same";
  return "switched";
}

/** Undefined where it is not set, or set to nothing. */
function variableOf(name: string, { variables }: Program): Variable | undefined {
  const variable = variables.get(name);
  return variable === undefined || (variable.text === "" && variable.reference === undefined) ? undefined : variable;
}

function isSamePlace(was: Variable, is: Variable, { before, after }: ProgramPair, sides: Sides): boolean {
  if (was.reference !== undefined && is.reference !== undefined) {
    return isSameKey(was.reference, is.reference, before.pod.namespace, sides);
  }
  if (was.reference !== undefined || is.reference !== undefined) return false;
  // Of two texts that are told, the entry itself is the place.
  return isKnown(was.text + is.text) || writtenIn(before, was) === writtenIn(after, is);
}

function isSameKey(was: KeyReference, is: KeyReference, namespace: string, sides: Sides): boolean {
  return was.kind === is.kind && was.key === is.key && sides.isSameName(was.kind, namespace, was.name, is.name);
}

/** The text as it stands in the manifest, with `$(NAME)` in it. */
function writtenIn({ container }: Program, { path }: Variable): string {
  return textOf(at(container.spec, ...path.slice(container.path.length), "value"));
}

/** The change that brings a setting, and the place: of the ConfigMap or Secret that holds another text than before, else of the workload. */
export function culprit(
  name: string,
  program: Program,
  sides: Sides,
): { readonly change: ObjectChange | undefined; readonly path?: Path } {
  const { container, pod } = program;
  const variable = program.variables.get(name);
  const { reference } = variable ?? {};
  const source = reference && sides.after.objects.find(reference.kind, pod.namespace, reference.name);
  const ofSource = sides.changeOf(source);
  const ofWorkload = sides.changeOf(pod.resource);
  const isText = ofSource?.edits.some(({ path }) => path[0] === "data" && path[1] === reference?.key) === true;
  if (ofWorkload !== undefined && !isText) return { change: ofWorkload, path: variable?.path ?? container.path };
  return ofSource === undefined || reference === undefined
    ? { change: undefined }
    : { change: ofSource, path: ["data", reference.key] };
}
