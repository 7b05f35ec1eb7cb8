/** What a `readyExpr` of Flux asks of the release that it waits for, as far as a text tells it. */

export interface AskedVersion {
  readonly version: string;
  /** False where the chart's version may go on behind it. */
  readonly isWhole: boolean;
}

/** An expression that compares the chart's version with a text. */
const VERSION = /chartVersion\s*(?:==\s*|\.(startsWith)\(\s*)(?:'([^']*)'|"([^"]*)")/;

export function askedVersion(expression: string): AskedVersion | undefined {
  const match = VERSION.exec(expression);
  return match === null ? undefined : { version: match[2] ?? match[3] ?? "", isWhole: match[1] === undefined };
}
