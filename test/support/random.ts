/** Numbers that a seed decides, for property tests: a failure names the seed, and the seed brings the failure back. */

export interface Random {
  readonly seed: number;
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
}

/** mulberry32: small, and good enough to choose cases. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { seed, below, pick: (list) => list[below(list.length)] as never };
}

/** The seed of a run: `SEED=42 vitest ...` repeats one; otherwise the same every time, so that CI is not a lottery. */
export function seedOf(fallback: number): number {
  return process.env.SEED === undefined ? fallback : Number(process.env.SEED);
}
