/** `openapi` of a kustomization: the schema that a build goes on with. */
import type { Entry } from "../load/entry.ts";
import { entryError, member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { Root } from "../load/root.ts";
import { filePath, readFile } from "../load/root.ts";
import { readOpenApi } from "../merge/custom-schema.ts";
import { PatchError } from "../merge/patch-error.ts";
import type { OtherDefinitions, SchemaSet } from "../merge/schema.ts";
import type { SchemaScope } from "../merge/schema-scope.ts";
import { readSetting } from "../yaml/read-file.ts";
import { isMapping } from "../yaml/value.ts";

/** To be called for each kustomization when it is loaded, before its resources are. */
export function chooseSchema(scope: SchemaScope, { entry, openapi }: KustomizationForm, root: Root): void {
  const at = member(entry, "openapi");
  const { path, version } = openapi;
  guarded(at, () => {
    const named = { entry: member(at, "path"), text: path ?? "" };
    const file = path === undefined ? undefined : readFile(root, named);
    const custom = (others?: OtherDefinitions): SchemaSet =>
      guarded(inFile(filePath(root, named)), () => {
        const text = file?.text ?? "";
        if (text.trimStart().startsWith("{")) return readOpenApi(text, others);
        const { value } = readSetting({ text }, filePath(root, named));
        return readOpenApi(isMapping(value) ? value : {}, others);
      });
    scope.enter({ ...(version === undefined ? {} : { version }), ...(file === undefined ? {} : { custom }) });
  });
}

/** The file as a whole: where in it a schema is wrong is not known. */
function inFile(file: string): Entry {
  return { from: { file, placeOf: () => ({}) }, path: [], value: undefined };
}

function guarded<T>(at: Entry, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof PatchError)) throw cause;
    throw entryError(at, "openapi", cause.message, cause.fix);
  }
}
