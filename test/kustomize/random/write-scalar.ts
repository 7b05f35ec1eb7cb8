/** Writes a scalar in one of the ways that YAML has for it. */
import type { Chance } from "./chance.ts";

export interface ScalarStyle {
  /** The share of the strings that stand in quotes though they need none. */
  readonly quotes: number;
  /** The share of the strings that would be numbers, and stand without quotes all the same. */
  readonly bare: number;
  readonly blocks: number;
}

const CONTROL = /(?![\t\n])[\p{Cc}\u2028\u2029\ufeff]/u;
const CONTROLS = new RegExp(CONTROL, "gu");
const OTHER_TYPE = /^(true|false|null|yes|no|on|off|y|n|~|<<|=|[-+.]?\d.*|[-+]?\.(inf|nan))$/i;

export function canBePlain(text: string, inFlow: boolean): boolean {
  if (text === "" || text !== text.trim() || CONTROL.test(text) || /[\n\t]/.test(text)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) && !/^[-?:][^\s,[\]{}]/.test(text)) return false;
  if (/^(---|\.\.\.)/.test(text)) return false;
  if (/: |:$| #/.test(text)) return false;
  return !(inFlow && (/[,[\]{}]/.test(text) || /^[-?:]/.test(text) || text.includes(":")));
}

/** The text for a string; lines after the first stand at `pad`, and a flow collection has no block scalars. */
export function writeString(text: string, chance: Chance, style: ScalarStyle, pad: string, inFlow: boolean): string {
  const plain = canBePlain(text, inFlow) && (!OTHER_TYPE.test(text) || chance.is(style.bare));
  if (plain && !chance.is(style.quotes)) return folded(text, chance, pad, inFlow);
  if (!inFlow && canBeBlock(text) && chance.is(text.includes("\n") ? 0.7 : style.blocks)) {
    return blockScalar(text, chance, pad);
  }
  if (!CONTROL.test(text) && !text.includes("\n") && !text.includes("\t") && chance.is(0.4)) {
    return `'${folded(text.replaceAll("'", "''"), chance, pad, inFlow)}'`;
  }
  return doubleQuoted(text, chance, pad, inFlow);
}

function doubleQuoted(text: string, chance: Chance, pad: string, inFlow: boolean): string {
  const escapeAll = chance.is(0.1);
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(CONTROLS, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/[^\u0020-\u007e]/g, (sign) =>
      escapeAll && sign.length === 1 && !/[\ud800-\udfff]/.test(sign)
        ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`
        : sign,
    );
  return `"${escaped.includes("\\") ? escaped : folded(escaped, chance, pad, inFlow)}"`;
}

// A line break in a flow scalar is a space.
function folded(text: string, chance: Chance, pad: string, inFlow: boolean): string {
  const space = text.indexOf(" ", 20);
  if (inFlow || space < 0 || text[space + 1] === " " || text[space - 1] === " " || !chance.is(0.15)) return text;
  const rest = text.slice(space + 1);
  return /^(#|---|\.\.\.)/.test(rest) || rest === "" ? text : `${text.slice(0, space)}\n${pad}${rest}`;
}

const canBeBlock = (text: string): boolean =>
  !CONTROL.test(text) && /^[^\s]/.test(text) && !/\n[ \t]*\n*$/.test(text.slice(0, -1));

const lines = (text: string): number => text.trimEnd().split("\n").length;

function blockScalar(text: string, chance: Chance, pad: string): string {
  const chomp = text.endsWith("\n") ? chance.pick(["", "", "+"]) : "-";
  const mark = chance.is(lines(text) > 1 ? 0.99 : 0.6) ? "|" : ">";
  const texts = (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
  return [`${mark}${chomp}`, ...texts.map((line) => (line === "" ? "" : `${pad}${line}`))].join("\n");
}
