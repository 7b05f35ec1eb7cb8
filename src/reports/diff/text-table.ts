/** Columns of a terminal. */
import { padded, width, wrapped } from "../columns.ts";

type Row = readonly string[];

/** Rows of cells that are inert already, without colours, set in by two spaces; the last column is as wide as it likes. */
export function table(rows: readonly Row[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  }
  return rows.map((row) =>
    `  ${row.map((cell, column) => padded(cell, widths[column] as number)).join("  ")}`.trimEnd(),
  );
}

/** The same no wider than `columns`: where it has no room, the cells of column `below` go below their rows, and at last all of them. */
export function narrowTable(rows: readonly Row[], columns: number, below: number): readonly string[] {
  const whole = table(rows);
  if (fits(whole, columns)) return whole;
  const heads = table(rows.map((row) => row.filter((_, column) => column !== below)));
  if (!fits(heads, columns)) return rows.flatMap((row) => row.flatMap((cell, column) => setIn(cell, columns, column)));
  return heads.flatMap((head, index) => [head, ...setIn(rows[index]?.[below] ?? "", columns, below)]);
}

function fits(lines: readonly string[], columns: number): boolean {
  return lines.every((line) => width(line) <= columns);
}

function setIn(cell: string, columns: number, column: number): readonly string[] {
  const indent = column === 0 ? "  " : "    ";
  return cell === "" ? [] : wrapped(cell, columns - indent.length).map((line) => indent + line);
}
