/** Lines of a scalar: long ones break at a space once they are wider than 80, those of a block get their indentation. */

const BEST_WIDTH = 80;
const SPACE = 32;
const OTHER_BREAKS = /([\u2028\u2029]+)/;
const LINE_START = /^(?=[^\n\u2028\u2029])/gm;

const PADS: string[] = [];

/** So many spaces. */
export function pad(width: number): string {
  const known = PADS[width];
  if (known !== undefined) return known;
  const spaces = " ".repeat(width);
  PADS[width] = spaces;
  return spaces;
}

/**
 * A plain scalar, or the inside of a single-quoted one with its quotes doubled, that starts at `column` (0-based, in
 * characters); its further lines are indented by `indent`. Follows go.yaml.in/yaml/v2, emitterc.go: the space that
 * becomes the line break stands alone, and is not first or last.
 */
export function foldText(text: string, column: number, indent: number): string {
  if (!OTHER_BREAKS.test(text)) return foldLine(text, column, indent, false);
  const parts = text.split(OTHER_BREAKS);
  const lines = parts.map((part, at) => {
    if (at % 2 === 1 || part === "") return part;
    return at === 0 ? foldLine(part, column, indent, false) : pad(indent) + foldLine(part, indent, indent, false);
  });
  return lines.join("");
}

/**
 * The inside of a double-quoted scalar, already escaped. Here the space that becomes the line break may have spaces
 * after it, which a backslash keeps.
 */
export function foldEscaped(text: string, column: number, indent: number): string {
  return foldLine(text, column, indent, true);
}

/** All lines of a literal block but the empty ones, indented. */
export function indentLines(text: string, indent: number): string {
  return text.replace(LINE_START, pad(indent));
}

function foldLine(text: string, column: number, indent: number, keepsSpaces: boolean): string {
  if (column + text.length <= BEST_WIDTH) return text;
  let lines = "";
  let from = 0;
  let space = text.indexOf(" ", firstTooWide(0, column));
  while (space !== -1 && space < text.length - 1) {
    const spaceFollows = text.charCodeAt(space + 1) === SPACE;
    if (space === 0 || text.charCodeAt(space - 1) === SPACE || (spaceFollows && !keepsSpaces)) {
      space = text.indexOf(" ", space + 1);
      continue;
    }
    lines += `${text.slice(from, space)}\n${pad(indent)}${spaceFollows ? "\\" : ""}`;
    from = space + 1;
    space = text.indexOf(" ", firstTooWide(from, spaceFollows ? indent + 1 : indent));
  }
  return lines + text.slice(from);
}

function firstTooWide(from: number, column: number): number {
  return from + Math.max(0, BEST_WIDTH + 1 - column);
}
