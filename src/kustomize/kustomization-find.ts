/** Finds the kustomization file of a directory. */
import { inputError } from "../model/errors.ts";
import type { Source } from "./source.ts";

const FILE_NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

/** False for a directory that cannot be built. */
export function hasKustomization(source: Source, directory: string): boolean {
  return candidates(directory).some((path) => source.read(path) !== undefined);
}

function candidates(directory: string): string[] {
  return FILE_NAMES.map((name) => (directory === "" ? name : `${directory}/${name}`));
}

/** The path of the directory's kustomization; none or several are an error. */
export function findKustomization(source: Source, directory: string): string {
  const found = candidates(directory).filter((path) => source.read(path) !== undefined);
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
