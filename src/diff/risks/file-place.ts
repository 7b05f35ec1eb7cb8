/** Where a file that a variable names comes from: a key of a Secret or ConfigMap, another volume, or the image. */

import type { Program } from "../../rules/certctl/programs.ts";
import { isKnown, textOfSetting } from "../../rules/certctl/settings.ts";
import { mountedKey } from "../../rules/coherence/tls/server-files.ts";
import { mountAt } from "../../rules/pods/mounts.ts";
import { dataOf } from "../../rules/pods/objects.ts";
import { UNKNOWN } from "../../rules/pods/variables.ts";
import type { FoundRisk } from "../risk.ts";
import type { ProgramPair } from "./programs.ts";
import type { Sides } from "./sides.ts";

/** The change that brings another content, and the field. */
export type Move = Pick<FoundRisk, "change" | "path">;

/** `Secret name key`, or the kind of volume. */
export interface FilePlace {
  readonly kind: string;
  readonly name: string;
  readonly key: string;
}

/** Undefined where the variable is not set, or its text not known. */
export function filePlace(program: Program, variable: string): FilePlace | undefined {
  const key = mountedKey(program, variable);
  if (key !== undefined) return { kind: key.kind, name: key.name, key: key.key ?? "" };
  const path = textOfSetting(program, variable);
  if (!isKnown(path)) return undefined;
  const volume = mountAt(program.container, path)?.volume;
  return { kind: volume === undefined ? "image" : volumeKind(volume.spec), name: "", key: "" };
}

function volumeKind(spec: object): string {
  return Object.keys(spec).find((key) => key !== "name") ?? "emptyDir";
}

export function isSameFile(was: FilePlace, is: FilePlace, { before }: ProgramPair, sides: Sides): boolean {
  if (was.kind !== is.kind || was.key !== is.key) return false;
  if (was.kind !== "Secret" && was.kind !== "ConfigMap") return true;
  return sides.isSameName(was.kind, before.pod.namespace, was.name, is.name);
}

/** A Secret or ConfigMap in the input holds another text under the same key. */
export function textMove(
  was: FilePlace,
  is: FilePlace,
  { before, after }: ProgramPair,
  sides: Sides,
): Move | undefined {
  const from = sides.before.objects.find(was.kind, before.pod.namespace, was.name);
  const to = sides.after.objects.find(is.kind, after.pod.namespace, is.name);
  const texts = [from && dataOf(from).get(was.key), to && dataOf(to).get(is.key)];
  if (texts.some((text) => text === undefined || text.includes(UNKNOWN)) || texts[0] === texts[1]) return undefined;
  return { change: sides.changeOf(to), path: ["data", is.key] };
}
