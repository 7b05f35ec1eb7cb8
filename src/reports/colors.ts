/** The colours that reports have: functions of a text, so that this folder need not know who is looking. */

type Color = (text: string) => string;

export interface Colors {
  readonly red: Color;
  readonly yellow: Color;
  readonly green: Color;
  readonly dim: Color;
  readonly bold: Color;
  readonly inverse: Color;
}

const none: Color = (text) => text;

/** For files and formats that have no colours. */
export const PLAIN: Colors = { red: none, yellow: none, green: none, dim: none, bold: none, inverse: none };
