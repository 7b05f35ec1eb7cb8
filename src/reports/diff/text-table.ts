/** Columns of a terminal. */
import { padded, width } from "../columns.ts";

/** Rows of cells that are inert already, without colours, set in by two spaces; the last column is as wide as it likes. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  }
  return rows.map((row) =>
    `  ${row.map((cell, column) => padded(cell, widths[column] as number)).join("  ")}`.trimEnd(),
  );
}
