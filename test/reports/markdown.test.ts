import { describe, expect, it } from "vitest";
import { code, codeElement, fenced, link, prose } from "../../src/reports/markdown.ts";

describe("texts of others in Markdown", () => {
  it.each([
    ["plain, as it is: a-b_c. (d) 1/2", "plain, as it is: a-b&#95;c. (d) 1/2"],
    [
      "<b> & [a](b) *c* ~d~ `e` |f| \\g $h$",
      "&#60;b> &#38; &#91;a&#93;(b) &#42;c&#42; &#126;d&#126; &#96;e&#96; &#124;f&#124; &#92;g &#36;h&#36;",
    ],
    ["one\ntwo", "one<br>two"],
    ["@me #1 o/r#2 &#3; GH-4", "@&#8203;me #&#8203;1 o/r#&#8203;2 &#38;#&#8203;3; GH&#8203;-4"],
    ["https://a.b www.c.d", "https:&#8203;//a.b www&#8203;.c.d"],
    ["\u001b[1m\u202e", "\\u001b[1m\\u202e".replaceAll("\\", "&#92;").replace("[", "&#91;")],
  ])("prose: %j", (text, written) => {
    expect(prose(text)).toBe(written);
  });
  it.each([
    ["Deployment.apps certctl/server", "`Deployment.apps certctl/server`"],
    ["@me #1 *a* <b> \\", "`@me #1 *a* <b> \\`"],
    ["a|b", "<code>a&#124;b</code>"],
    ["a`b", "<code>a&#96;b</code>"],
    [" a", "<code> a</code>"],
    ["", "<code></code>"],
    ["a\nb", "`a\\u000ab`"],
  ])("a name: %j", (text, written) => {
    expect(code(text)).toBe(written);
  });
  it("a name between tags", () => {
    expect(codeElement("</code>@a")).toBe("<code>&#60;/code>@&#8203;a</code>");
  });
  it("a fence is longer than any in it", () => {
    expect(fenced("diff", ["+ a", "- ````", "\tb\nc"])).toEqual(["`````diff", "+ a", "- ````", "\tb\\u000ac", "`````"]);
    expect(fenced("", [])).toEqual(["```", "```"]);
  });
  it.each([
    ["https://a.example/b?c=d#e", "[all](https://a.example/b?c=d#e)"],
    ["https://a.example/b c)](x) %20é", "[all](https://a.example/b%20c%29%5D%28x%29%20%20%C3%A9)"],
    ["javascript:alert(1)", "all"],
    ["", "all"],
  ])("a link to %j", (address, written) => {
    expect(link("all", address)).toBe(written);
  });
});
