/** What is said of the input in the same words of many objects or clusters becomes one finding, which stands at the first of them. */
import type { Finding } from "../model/finding.ts";
import { grouped } from "../model/grouped.ts";

/** Problems of single documents are each mended where they stand; one cause makes all of a bundle's charts differ. */
export function foldInput(problems: readonly Finding[], notes: readonly Finding[]): readonly Finding[] {
  const isFolded = ({ rule }: Finding): boolean => rule === "charts-differ";
  return [...problems.filter((problem) => !isFolded(problem)), ...foldSame([...problems.filter(isFolded), ...notes])];
}

function foldSame(findings: readonly Finding[]): readonly Finding[] {
  const groups = grouped(findings, ({ rule, severity, message, fix, accepted }) =>
    JSON.stringify([rule, severity, message, fix, accepted]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || others.length === 0) return group;
    return [{ ...first, message: `${first.message} (and ${others.length} more like it)` }];
  });
}
