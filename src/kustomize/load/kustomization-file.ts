/** Finds and reads the kustomization file of a directory. */
import { inputError } from "../../model/errors.ts";
import { readSetting } from "../yaml/read-file.ts";
import type { Entry } from "./entry.ts";
import { decodeAll } from "./entry.ts";
import type { KustomizationForm } from "./kustomization-form.ts";
import { kustomization } from "./kustomization-form.ts";
import type { Source } from "./source.ts";
import { isInside } from "./source.ts";

export const FILE_NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

/** The kustomization of a directory; none, two, or one with a wrong form are an error. */
export function readKustomization(source: Source, directory: string): KustomizationForm {
  const path = findKustomization(source, directory);
  const file = source.read(path) ?? { text: "" };
  const { value, placeOf, keyPlaceOf } = readSetting(file, path);
  const root: Entry = { from: { file: path, placeOf, keyPlaceOf }, path: [], value: value ?? undefined };
  return decodeAll(kustomization, root);
}

/** False for a directory that cannot be built. */
export function hasKustomization(source: Source, directory: string): boolean {
  return filesOf(source, directory).length > 0;
}

/** A link that leads out of the directory is no kustomization of it, as in kustomize. */
function filesOf(source: Source, directory: string): string[] {
  return FILE_NAMES.map((name) => (directory === "" ? name : `${directory}/${name}`)).filter((path) => {
    const real = source.real(path);
    return real !== undefined && isInside(real, directory) && !source.isDirectory(real);
  });
}

function findKustomization(source: Source, directory: string): string {
  const found = filesOf(source, directory);
  const [path] = found;
  const at = { file: directory === "" ? "." : directory };
  if (path === undefined) {
    throw inputError(
      "kustomization-missing",
      `${at.file} has no ${FILE_NAMES.join(", ")}`,
      "Add a kustomization.yaml, or correct the path.",
      at,
    );
  }
  if (found.length === 1) return path;
  throw inputError("kustomization-ambiguous", `${at.file} has ${found.join(" and ")}`, "Keep one of them.", at);
}
