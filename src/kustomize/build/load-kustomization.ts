/** A kustomization with everything read that does not depend on the objects it will change. */

import type { Entry } from "../load/entry.ts";
import { entryError, member } from "../load/entry.ts";
import { readKustomization } from "../load/kustomization-file.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { Root } from "../load/root.ts";
import { tryAll, tryEach } from "../load/try-all.ts";
import type { LoadedPatch } from "../patch/load.ts";
import { loadJsonPatch, loadMergePatch, loadPatch } from "../patch/load.ts";
import type { Replacement } from "../replacements/replacement.ts";
import { loadReplacements } from "./replacement-step.ts";

export interface LoadedKustomization {
  readonly form: KustomizationForm;
  readonly mergePatches: readonly LoadedPatch[];
  readonly patches: readonly LoadedPatch[];
  readonly jsonPatches: readonly LoadedPatch[];
  /** Undefined where there are none. */
  readonly replacements: readonly Replacement<Entry>[] | undefined;
}

function mergePatchesOf(
  { entry, patchesStrategicMerge: named }: KustomizationForm,
  root: Root,
): readonly LoadedPatch[] {
  const patches = tryEach(named, (one) => loadMergePatch(one, root));
  if (patches.length === 0 || patches.some(({ merges }) => merges.length > 0)) return patches;
  const at = member(entry, "patchesStrategicMerge");
  throw entryError(at, "patch", "there is no patch in it", "Write a patch, or take it out.");
}

/** Where patches or replacements cannot be read, `onFailure` may throw what else is wrong: all of it is told at once. */
export function loadKustomization(root: Root, onFailure: (form: KustomizationForm) => unknown): LoadedKustomization {
  const form = readKustomization(root.source, root.directory);
  const { patches, patchesJson6902, replacements } = form;
  try {
    return tryAll<LoadedKustomization>({
      form: () => form,
      mergePatches: () => mergePatchesOf(form, root),
      patches: () => tryEach(patches, (patch) => loadPatch(patch, root)),
      jsonPatches: () => tryEach(patchesJson6902, (patch) => loadJsonPatch(patch, root)),
      replacements: () => (replacements.length === 0 ? undefined : loadReplacements(replacements, root)),
    });
  } catch (cause) {
    const fail = (): never => {
      throw cause;
    };
    tryEach([fail, () => onFailure(form)], (step) => step());
    return fail();
  }
}
