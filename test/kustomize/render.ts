/** The one place where the comparisons with the real kustomize call our renderer. */

/** What a build writes, or the rule of the error that it ends with. */
export type Rendered =
  | { readonly stdout: string; readonly stderr: string }
  | { readonly error: string; readonly message: string };

/** Builds the kustomization in a folder of the disk; whatever is no error of the input is thrown. */
export function render(directory: string): Rendered {
  throw new Error(`not there yet: ${directory}`);
}
