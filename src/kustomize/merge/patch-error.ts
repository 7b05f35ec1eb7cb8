/** What is wrong inside a patch; whoever applies the patch adds the file and the resource. */

export class PatchError extends Error {
  /** The place in the object, `/spec/template`; of a JSON 6902 patch the path of the operation. */
  readonly path: string;
  readonly fix: string;
  constructor(path: string, message: string, fix: string) {
    super(message);
    this.name = "PatchError";
    this.path = path;
    this.fix = fix;
  }
}
