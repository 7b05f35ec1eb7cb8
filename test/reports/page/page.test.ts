import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { diffPage } from "../../../src/reports/page/page.ts";
import { DATA_ID } from "../../../src/reports/page/page-data.ts";
import { fleet, HOSTILE_TEXTS, hostile, hostileLanes, LANES, RICH, scattered } from "./samples.ts";

/** What is between the tags of each `script` and `style`, as an HTML parser finds it. */
function embedded(html: string): { data: string; script: string; style: string } {
  const [data, script, ...more] = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script/gi)].map(
    ([, text]) => text ?? "",
  );
  const styles = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)].map(([, text]) => text ?? "");
  expect([more, styles.length]).toEqual([[], 1]);
  return { data: data ?? "", script: script ?? "", style: styles[0] ?? "" };
}

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("diffPage", () => {
  it("allows its own script and style, and nothing else", () => {
    const html = diffPage(RICH, { lanes: LANES });
    const { script, style } = embedded(html);
    expect(/http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1]?.split("; ")).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)}`,
      `style-src ${hash(style)}`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // The beginning of a comment would let a parser take what follows for a part of the script.
    expect(script).not.toMatch(/<!--|<script/i);
    expect(style).not.toMatch(/url\(|@import/);
  });
  it("names nothing that a browser would load", () => {
    const html = diffPage(RICH, { lanes: LANES }).replace(embedded(diffPage(RICH, { lanes: LANES })).data, "");
    expect([...html.matchAll(/\s(?:src|href|action)=("[^"]*"|[^\s>]+)/g)].map(([, value]) => value)).toEqual([
      '"data:,"',
    ]);
  });
  it("has the report in it, as it is", () => {
    const { data } = embedded(diffPage(RICH, { lanes: LANES }));
    expect(JSON.parse(data)).toEqual({ report: RICH, lanes: LANES });
    expect(diffPage(RICH)).toContain(`<script type="application/json" id="${DATA_ID}">`);
  });
  it.each(HOSTILE_TEXTS)("keeps %j as data", (text) => {
    const html = diffPage(hostile(text), { lanes: hostileLanes(text) });
    const { data } = embedded(html);
    expect(JSON.parse(data)).toEqual({ report: hostile(text), lanes: hostileLanes(text) });
    expect(data).not.toMatch(/[<>\u2028\u2029]/);
    const title = /<title>(.*)<\/title>/.exec(html)?.[1] ?? "";
    expect(title).not.toMatch(/[<>\p{Cc}\p{Cf}]/u);
  });
  it("is the same for the same report", () => {
    expect(diffPage(structuredClone(RICH), { lanes: structuredClone(LANES) })).toBe(diffPage(RICH, { lanes: LANES }));
  });
  it("is small for one change in a thousand clusters, and for a thousand changes", () => {
    const sizes = [fleet(1000), scattered(1000)].map((report) => Buffer.byteLength(diffPage(report)));
    expect(sizes[0]).toBeLessThan(300_000);
    expect(sizes[1]).toBeLessThan(1_500_000);
  });
});
