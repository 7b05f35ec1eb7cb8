/** Waiting for what comes about by itself, with the reason why it has not yet. */
import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MS = 500;

/** Resolves once `missing` is undefined; throws after so many seconds with what was still missing then. */
export async function until(
  what: string,
  seconds: number,
  missing: () => string | undefined | Promise<string | undefined>,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const text = await missing();
    if (text === undefined) return;
    if (Date.now() > end) throw new Error(`${what}: not in ${seconds} s: ${text}`);
    await sleep(EVERY_MS);
  }
}

/** The first answer that is not undefined; throws after so many seconds. */
export async function found<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  let answer: T | undefined;
  await until(what, seconds, async () => {
    answer = await look();
    return answer === undefined ? "not there" : undefined;
  });
  return answer as T;
}
