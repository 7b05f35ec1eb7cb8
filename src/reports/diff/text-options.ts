/** How much of a difference a terminal shows, and how wide. */

export interface TextOptions {
  /** Of the terminal, in characters: values that don't fit beside each other stand below each other. */
  readonly width: number;
  /** Everything is shown: objects that came or went, what only follows other changes, and long values. */
  readonly details?: boolean;
}
