/** Kubernetes quantities, as they stand in requests, limits and sizes of disks: `500m`, `1.5Gi`. */

/** What a unit stands for, in thousandths. */
const THOUSANDTHS: ReadonlyMap<string, bigint> = new Map([
  ["m", 1n],
  ["", 1000n],
  ...["k", "M", "G", "T", "P", "E"].map((unit, i) => [unit, 1000n ** BigInt(i + 2)] as const),
  ...["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((unit, i) => [unit, 1000n * 1024n ** BigInt(i + 1)] as const),
]);

/** The amount, or undefined where the text is no such quantity. */
export function quantity(text: string): number | undefined {
  const match = /^(\d+)(?:\.(\d+))?([A-Za-z]*)$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", unit = ""] = match;
  const scale = THOUSANDTHS.get(unit);
  if (scale === undefined) return undefined;
  // Whole numbers until the one division at the end: 1.1G is 1100M, to the last bit.
  return Number(BigInt(whole + fraction) * scale) / Number(1000n * 10n ** BigInt(fraction.length));
}
