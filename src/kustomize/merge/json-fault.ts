/** Finds where a text stops being JSON: V8's messages quote the text, which may be a secret. */

/** Space, then one token; a number must not run into letters. */
const TOKEN =
  /[ \t\n\r]*(?:([[\]{},:])|("[ !#-[\]-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\u{10ffff}]*)*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.+-]))/uy;

type Wanted = "value" | "first item" | "first key" | "key" | "colon" | "next" | "end";

/** Line and column, counted from 1, of the first token that does not belong there. */
export function jsonFault(text: string): { readonly line: number; readonly column: number } {
  const open: string[] = [];
  let wanted: Wanted | undefined = "value";
  let at = 0;
  while (wanted !== undefined) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) break;
    wanted = after(wanted, found[1] ?? (found[2] === undefined ? "word" : "text"), open);
    if (wanted !== undefined) at = TOKEN.lastIndex;
  }
  const before = text.slice(0, at) + (/^[ \t\n\r]*/.exec(text.slice(at))?.[0] ?? "");
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** What may follow a token; undefined where it does not belong. `open` are the brackets and braces around it. */
function after(wanted: Wanted, token: string, open: string[]): Wanted | undefined {
  if (wanted === "colon") return token === ":" ? "value" : undefined;
  if (wanted === "next" && token === ",") return open.at(-1) === "{" ? "key" : "value";
  if (token === closing(wanted, open)) {
    open.pop();
    return open.length === 0 ? "end" : "next";
  }
  if (wanted === "key" || wanted === "first key") return token === "text" ? "colon" : undefined;
  if (wanted === "next" || wanted === "end") return undefined;
  return afterValue(token, open);
}

function closing(wanted: Wanted, open: readonly string[]): string | undefined {
  if (wanted !== "next" && wanted !== "first item" && wanted !== "first key") return undefined;
  return open.at(-1) === "{" ? "}" : "]";
}

function afterValue(token: string, open: string[]): Wanted | undefined {
  if (token === "text" || token === "word") return open.length === 0 ? "end" : "next";
  if (token !== "[" && token !== "{") return undefined;
  open.push(token);
  return token === "[" ? "first item" : "first key";
}
