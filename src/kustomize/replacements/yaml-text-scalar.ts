/** How a scalar is written in YAML text, byte for byte as go-yaml's emitter does. */
import type { ScalarTag } from "../yaml/value.ts";
import { plainTag } from "./scalar-text.ts";

export class YamlTextError extends Error {}

export type ScalarStyle = "plain" | "single" | "double" | "literal";

interface ScalarPlace {
  /** Between brackets. */
  readonly flow: boolean;
  readonly key: boolean;
  /** Spaces before the lines of a block. */
  readonly indent: number;
}

/** Source: go.yaml.in/yaml/v3, encode.go and emitterc.go; lines are never folded. @throws YamlTextError */
export function printYamlScalar(text: string, tag: ScalarTag, wanted: ScalarStyle, place: ScalarPlace): string {
  const natural = plainTag(text);
  const tagged = tag !== "str" && tag !== natural;
  if (tagged && text === "") throw new YamlTextError("an empty text does not fit the type of its field");
  const style = styleFor(text, tag === "str" && natural !== "str", wanted, place);
  return (tagged ? `!!${tag} ` : "") + write(text, style, place);
}

function styleFor(text: string, forced: boolean, wanted: ScalarStyle, place: ScalarPlace): ScalarStyle {
  let style = wanted;
  if (style === "plain" && text.includes("\n")) style = "literal";
  else if (style === "plain" && forced) style = "double";
  const facts = analyze(text);
  if (place.key && text.includes("\n")) style = "double";
  if (style === "plain" && !(place.flow ? facts.flowPlain : facts.blockPlain)) style = "single";
  if (style === "plain" && text === "" && (place.flow || place.key)) style = "single";
  if (style === "single" && !facts.single) style = "double";
  if (style === "literal" && (!facts.block || place.flow || place.key)) style = "double";
  return style;
}

interface Facts {
  readonly flowPlain: boolean;
  readonly blockPlain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

function analyze(text: string): Facts {
  if (text === "") return { flowPlain: false, blockPlain: true, single: true, block: false };
  const special = /[^\t\n\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
  const spaceBeforeBreak = / \n/.test(text);
  const breakBeforeSpace = /\n /.test(text);
  const edges = /^[ \n]|[ \n]$/.test(text);
  const lines = text.includes("\n");
  const plain = !(edges || breakBeforeSpace || spaceBeforeBreak || text.includes("\t") || special || lines);
  const blockSign = /^(?:---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[?-](?=[\s]|$)|:(?=\s|$)|\s#/.test(text);
  const flowSign = blockSign || /^[?:]|[,?[\]{}:]/.test(text);
  return {
    flowPlain: plain && !flowSign,
    blockPlain: plain && !blockSign,
    single: !(breakBeforeSpace || spaceBeforeBreak || text.includes("\t") || special),
    block: !(/ $/.test(text) || spaceBeforeBreak || special),
  };
}

function write(text: string, style: ScalarStyle, place: ScalarPlace): string {
  if (style === "plain") return text;
  if (style === "double") return `"${escaped(text)}"`;
  if (style === "literal") return literal(text, place.indent);
  if (text.includes("\n")) throw new YamlTextError("a text of several lines stands in single quotes");
  return `'${text.replaceAll("'", "''")}'`;
}

function escaped(text: string): string {
  return text.replace(/["\\\n\t]|[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu, (one) => {
    if (one === "\n") return "\\n";
    if (one === "\t") return "\\t";
    if (one === '"' || one === "\\") return `\\${one}`;
    throw new YamlTextError("a text has a control character");
  });
}

function literal(text: string, indent: number): string {
  if (/^[ \n]/.test(text)) throw new YamlTextError("a block starts with a space or an empty line");
  const keep = text.endsWith("\n\n") ? "+" : "";
  const chomp = text.endsWith("\n") ? keep : "-";
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  const lines = body.split("\n").map((line) => (line === "" ? "" : " ".repeat(indent) + line));
  return `|${chomp}\n${lines.join("\n")}`;
}
