/** Why a text is refused as YAML, and where in it. */
export class TextError extends Error {
  /** Characters before the place. */
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
