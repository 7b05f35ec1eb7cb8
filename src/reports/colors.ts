/** The colours that reports have: functions of a text, so that this folder need not know who is looking. */

type Color = (text: string) => string;

export interface Colors {
  readonly red: Color;
  readonly yellow: Color;
  readonly dim: Color;
  readonly bold: Color;
}

const none: Color = (text) => text;

/** For files and formats that have no colours. */
export const PLAIN: Colors = { red: none, yellow: none, dim: none, bold: none };
