import { describe, expect, it } from "vitest";
import { durationSeconds } from "../../src/certctl/duration.ts";

describe("a duration of Go", () => {
  it.each([
    ["0", 0],
    ["-0", 0],
    ["+5s", 5],
    ["1h", 3600],
    ["1h30m", 5400],
    ["1h15m30.5s", 4530.5],
    ["1.5h", 5400],
    [".5h", 1800],
    ["1.h", 3600],
    ["30m1h", 5400],
    ["500ms", 0.5],
    ["-1m", -60],
    ["2562047h47m16s", 9223372036],
  ])("%s is %d s", (text, seconds) => {
    expect(durationSeconds(text)).toBeCloseTo(seconds, 9);
  });
  it.each(["3us", "3µs", "3μs", "3000ns"])("%s is three millionths", (text) => {
    expect(durationSeconds(text)).toBeCloseTo(3e-6, 12);
  });
  it.each([
    ..."1d 60 1H h . .s 1.2.3s --1s 1h- 1hour 1w 3000000h 00 1e3s +".split(" "),
    "",
    " 1h",
    "1h ",
    "1 h",
    "1h\n",
    "1h 30m",
  ])("%j is none", (text) => {
    expect(durationSeconds(text)).toBeUndefined();
  });
});
