/** The one place where the comparisons with the real kustomize call our renderer. */
import { realpathSync } from "node:fs";
import { diskSource } from "../../src/files/disk-source.ts";
import { build, writeBuild } from "../../src/kustomize/build.ts";
import { InputError } from "../../src/model/errors.ts";

/** What a build writes, or the rule of the error that it ends with. */
export type Rendered =
  | { readonly stdout: string; readonly stderr: string }
  | { readonly error: string; readonly message: string };

/** Builds the kustomization in a folder of the disk; whatever is no error of the input is thrown. */
export function render(directory: string): Rendered {
  try {
    const built = build(diskSource(), realpathSync(directory).slice(1));
    return { stdout: writeBuild(built), stderr: built.warnings.map((warning) => `${warning}\n`).join("") };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { error: error.findings[0]?.rule ?? "", message: error.message };
  }
}
