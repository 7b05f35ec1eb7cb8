/** `openapi`: the schema that steers merging. As in kustomize, the first one that a build loads holds for all of it. */
import { entryError, member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { Root } from "../load/root.ts";
import { filePath, readFile } from "../load/root.ts";
import { readOpenApi } from "../merge/custom-schema.ts";
import type { BuildContext } from "./context.ts";
import { cached } from "./context.ts";

/** The version that kustomize 5.8.1 has built in, and that holds without `openapi`. */
const BUILT_IN_VERSION = "v1_21_2";

export function chooseSchema(context: BuildContext, { entry, openapi }: KustomizationForm, root: Root): void {
  const at = member(entry, "openapi");
  const { path, version } = openapi;
  if (context.schema !== undefined || (path === undefined && version === undefined)) return;
  if (path !== undefined && version !== undefined) {
    throw entryError(at, "openapi", "has both a version and a path", "Keep one of the two.");
  }
  if (path !== undefined) {
    const named = { entry: member(at, "path"), text: path };
    const file = filePath(root, named);
    context.schema = cached(context.cache.schemas, file, () => readOpenApi(readFile(root, named).text, file));
    return;
  }
  if (version === undefined || version === "" || version === BUILT_IN_VERSION) return;
  const fix = `Write ${BUILT_IN_VERSION}, or leave openapi out.`;
  throw entryError(at, "openapi", `the version ${version} is not built into kustomize`, fix);
}
