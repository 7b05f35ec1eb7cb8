// Times whole processes. Figures of one machine mean little alone: each is told as a ratio to another of the same run.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const MAX_RSS = fileURLToPath(new URL("max-rss.cjs", import.meta.url));

/** Runs node with these arguments once: seconds, and megabytes of peak memory. Throws where it fails. */
export function measure(args, cwd) {
  const begin = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ["-r", MAX_RSS, ...args], {
    cwd,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (child.status !== 0) throw new Error(`node ${args.join(" ")} ended with ${child.status}: ${child.stderr}`);
  return { seconds, megabytes: Number(child.output[3].toString()) / 1024 };
}

/** Runs any program once, its output thrown away: seconds. Throws where it ends with another code than these. */
export function time(program, args, cwd, codes = [0]) {
  const begin = process.hrtime.bigint();
  const child = spawnSync(program, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (!codes.includes(child.status))
    throw new Error(`${program} ${args.join(" ")} ended with ${child.status}: ${child.stderr}`);
  return { seconds };
}

/** Runs both in turn, so that a slow moment of the machine hits both; gives the medians of their seconds. */
export function pair(first, second, times) {
  const seconds = [[], []];
  for (let i = 0; i < times; i++) {
    seconds[0].push(first().seconds);
    seconds[1].push(second().seconds);
  }
  return seconds.map(median);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
