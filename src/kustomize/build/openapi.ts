/** `openapi` of a kustomization: the schema that a build goes on with. */
import { entryError, member } from "../load/entry.ts";
import type { KustomizationForm } from "../load/kustomization-form.ts";
import type { Root } from "../load/root.ts";
import { readFile } from "../load/root.ts";
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
  guarded(() => {
    const file = path === undefined ? undefined : readFile(root, { entry: member(at, "path"), text: path });
    const custom = (others?: OtherDefinitions): SchemaSet =>
      guarded(() => {
        const text = file?.text ?? "";
        if (text.trimStart().startsWith("{")) return readOpenApi(text, others);
        const { value } = readSetting({ text }, path ?? "");
        return readOpenApi(isMapping(value) ? value : {}, others);
      });
    scope.enter({ ...(version === undefined ? {} : { version }), ...(file === undefined ? {} : { custom }) });
  });

  function guarded<T>(make: () => T): T {
    try {
      return make();
    } catch (cause) {
      if (!(cause instanceof PatchError)) throw cause;
      throw entryError(at, "openapi", cause.message, cause.fix);
    }
  }
}
