/** The two trees that the kill test goes back and forth between. */
import type { Files } from "./helpers.ts";

/** About 500 files, of which a third differs between the two, and some are in only one. */
export function generation(name: "a" | "b"): Files {
  const files: Files = {};
  for (let i = 0; i < 480; i++)
    files[`clusters/c${i % 40}/s${i % 3}/f${i}.yaml`] = i % 3 === 0 ? `${name} ${i}\n` : `${i}\n`;
  for (let i = 0; i < 40; i++) files[`only-${name}/d${i % 7}/f${i}.yaml`] = `${name}\n`.repeat(100);
  return files;
}
