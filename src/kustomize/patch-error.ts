/** What is wrong inside a patch; whoever applies the patch adds the file and the resource. */
import type { JsonObject } from "../model/json.ts";
import { own } from "./field-path.ts";

export class PatchError extends Error {
  /** The place in the object, `/spec/template`. */
  readonly path: string;
  readonly fix: string;
  constructor(path: string, message: string, fix: string) {
    super(message);
    this.name = "PatchError";
    this.path = path;
    this.fix = fix;
  }
}

export const DIRECTIVE = "$patch";

/** The value of `$patch`; an unknown one is refused. */
export function directiveOf(patch: JsonObject, path: string): "delete" | "replace" | "merge" | undefined {
  const directive = own(patch, DIRECTIVE);
  if (directive === undefined || directive === "delete" || directive === "replace" || directive === "merge") {
    return directive;
  }
  throw new PatchError(
    path,
    `unknown patch strategy ${JSON.stringify(directive)}`,
    "Use $patch: delete, replace or merge.",
  );
}
