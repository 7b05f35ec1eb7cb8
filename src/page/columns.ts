/** The columns of the matrix: environments in which the same happens stand together. */
import type { DiffReport } from "../model/difference.ts";

export interface Column {
  /** Indexes in the report, ascending. */
  readonly environments: readonly number[];
  /** Indexes of the changes in the report. */
  readonly changes: ReadonlySet<number>;
  /** Indexes of the changes whose object it has, unchanged. */
  readonly outliers: ReadonlySet<number>;
}

/** In the order of their first environments; those in which nothing happens are last. */
export function columnsOf(report: DiffReport): readonly Column[] {
  const has = report.environments.map(() => ({ changes: [] as number[], outliers: [] as number[] }));
  report.changes.forEach(({ environments, others }, index) => {
    for (const environment of environments) has[environment]?.changes.push(index);
    for (const environment of others.outliers) has[environment]?.outliers.push(index);
  });
  const groups = new Map<string, number[]>();
  report.environments.forEach(({ state }, index) => {
    const pattern = `${state} ${has[index]?.changes.join()} ${has[index]?.outliers.join()}`;
    const group = groups.get(pattern);
    if (group === undefined) groups.set(pattern, [index]);
    else group.push(index);
  });
  const columns = [...groups.values()].map((environments): Column => {
    const first = has[environments[0] ?? 0];
    return { environments, changes: new Set(first?.changes), outliers: new Set(first?.outliers) };
  });
  const still = ({ environments }: Column) => report.environments[environments[0] ?? 0]?.state === "unchanged";
  return [...columns.filter((column) => !still(column)), ...columns.filter(still)];
}

/** One column for each environment of it. */
export function unfolded(column: Column): readonly Column[] {
  return column.environments.map((environment) => ({ ...column, environments: [environment] }));
}
