/** Writes values as YAML text the way many hands would: flow and block, quotes, anchors, comments, indented lists. */
import type { Chance } from "./chance.ts";
import { writeString } from "./write-scalar.ts";
import { isList, isMap, Plain, type Yaml, type YamlMap } from "./yaml-value.ts";

interface Style {
  readonly step: number;
  readonly indentLists: boolean;
  readonly flow: number;
  readonly quotes: number;
  readonly bare: number;
  readonly blocks: number;
  readonly comments: number;
  readonly anchors: boolean;
  readonly explicitKeys: number;
}

/** One document; `careful` where a string that is read as a number would end the build. */
export function writeYaml(value: Yaml, chance: Chance, careful = false): string {
  if (chance.is(0.04)) return `${JSON.stringify(asJson(value), null, chance.pick([0, 2]))}\n`;
  const style = styleOf(chance);
  const writer = new Writer(chance, careful ? { ...style, bare: 0.003 } : style, sharedIn(value));
  return `${writer.document(value)}\n`;
}

/** As JSON text. */
export function writeJson(value: Yaml): string {
  return `${JSON.stringify(asJson(value), null, 2)}\n`;
}

/** Documents of one file, with markers between them and sometimes around them. */
export function writeDocuments(values: readonly Yaml[], chance: Chance): string {
  const texts = values.map((value) => writeYaml(value, chance));
  if (chance.is(0.04))
    texts.splice(chance.below(texts.length + 1), 0, chance.pick(["", "# nothing\n", "\n", "null\n"]));
  const start = chance.weighted([
    [700, ""],
    [200, "---\n"],
    [60, "# head\n---\n"],
    [40, "---\n# head\n"],
    [2, "%YAML 1.1\n---\n"],
    [6, "\ufeff"],
  ]);
  let text = `${start}${texts.join(chance.pick(["---\n", "---\n", "--- # next\n", "...\n---\n"]))}`;
  if (chance.is(0.03)) text += chance.pick(["---\n", "...\n", "\n\n", "# end\n"]);
  if (chance.is(0.04)) text = text.replace(/\n$/, "");
  return chance.is(0.015) ? text.replaceAll("\n", "\r\n") : text;
}

function styleOf(chance: Chance): Style {
  return {
    step: chance.weighted([
      [8, 2],
      [1, 4],
      [1, 3],
    ]),
    indentLists: chance.is(0.4),
    flow: chance.pick([0, 0, 0.1, 0.3]),
    quotes: chance.pick([0, 0.1, 0.5]),
    bare: chance.pick([0, 0.1, 0.5]),
    blocks: chance.pick([0, 0.05, 0.2]),
    comments: chance.pick([0, 0, 0.05, 0.2]),
    anchors: chance.is(0.4),
    explicitKeys: chance.is(0.03) ? 0.1 : 0,
  };
}

function asJson(value: Yaml): unknown {
  if (value instanceof Plain) return value.text;
  if (isList(value)) return value.map(asJson);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, asJson(below)]));
  return value;
}

/** Collections that stand at two places. */
function sharedIn(value: Yaml): ReadonlySet<object> {
  const seen = new Set<object>();
  const shared = new Set<object>();
  const visit = (one: Yaml): void => {
    if (!isList(one) && !isMap(one)) return;
    if (seen.has(one)) shared.add(one);
    else {
      seen.add(one);
      for (const below of Object.values(one)) visit(below);
    }
  };
  visit(value);
  return shared;
}

const pad = (width: number): string => " ".repeat(width);

class Writer {
  readonly #chance: Chance;
  readonly #style: Style;
  readonly #shared: ReadonlySet<object>;
  readonly #anchors = new Map<object, string>();

  constructor(chance: Chance, style: Style, shared: ReadonlySet<object>) {
    this.#chance = chance;
    this.#style = style;
    this.#shared = style.anchors ? shared : new Set();
  }

  document(value: Yaml): string {
    if (isMap(value) && Object.keys(value).length > 0) return this.#map(value, 0).join("\n");
    if (isList(value) && value.length > 0) return this.#list(value, 0).join("\n");
    return this.#flow(value);
  }

  #map(value: YamlMap, indent: number): string[] {
    return Object.entries(value).flatMap(([key, below]) => {
      const comments = this.#chance.is(this.#style.comments) ? [`${pad(indent)}# about ${key}`] : [];
      const name = this.#key(key, false);
      if (key !== "<<" && this.#chance.is(this.#style.explicitKeys)) {
        return [...comments, `${pad(indent)}? ${name}`, ...this.#entry(`${pad(indent)}:`, below, indent, false)];
      }
      return [...comments, ...this.#entry(`${pad(indent)}${name}:`, below, indent, false)];
    });
  }

  #list(value: readonly Yaml[], indent: number): string[] {
    return value.flatMap((below) => {
      const comments = this.#chance.is(this.#style.comments / 2) ? [`${pad(indent)}# next`] : [];
      return [...comments, ...this.#item(below, indent)];
    });
  }

  #item(value: Yaml, indent: number): string[] {
    const compact = (isMap(value) || isList(value)) && Object.keys(value).length > 0 && !this.#shared.has(value);
    if (!compact || this.#chance.is(this.#style.flow)) return this.#entry(`${pad(indent)}-`, value, indent, true);
    const lines = isMap(value) ? this.#map(value, indent + 2) : isList(value) ? this.#list(value, indent + 2) : [];
    const [first = "", ...rest] = lines;
    return [`${pad(indent)}- ${first.slice(indent + 2)}`, ...rest];
  }

  #entry(prefix: string, value: Yaml, indent: number, inList: boolean): string[] {
    if (!isMap(value) && !isList(value)) {
      const [first = "", ...rest] = this.#scalar(value, false, indent + this.#style.step).split("\n");
      const comment = rest.length === 0 && this.#chance.is(this.#style.comments / 2) ? " # why" : "";
      return [first === "" ? `${prefix}${comment}` : `${prefix} ${first}${comment}`, ...rest];
    }
    const known = this.#anchors.get(value);
    if (known !== undefined) return [`${prefix} *${known}`];
    const anchor = this.#anchor(value);
    const start = anchor === "" ? prefix : `${prefix} ${anchor}`;
    if (Object.keys(value).length === 0 || this.#chance.is(this.#style.flow))
      return [`${start} ${this.#flow(value, true)}`];
    if (isMap(value)) return [start, ...this.#map(value, indent + Math.max(this.#style.step, inList ? 2 : 1))];
    if (isList(value)) return [start, ...this.#list(value, indent + (inList || this.#style.indentLists ? 2 : 0))];
    return [];
  }

  #anchor(value: object): string {
    if (!this.#shared.has(value)) return "";
    const name = `a${this.#anchors.size}`;
    this.#anchors.set(value, name);
    return `&${name}`;
  }

  #flow(value: Yaml, anchored = false): string {
    if (!isMap(value) && !isList(value)) return this.#scalar(value, true, 0);
    const known = anchored ? undefined : this.#anchors.get(value);
    if (known !== undefined) return `*${known} `;
    const anchor = anchored ? "" : this.#anchor(value);
    const start = anchor === "" ? "" : `${anchor} `;
    if (isList(value)) return `${start}[${value.map((below) => this.#flow(below)).join(", ")}]`;
    const entries = Object.entries(value).map(([key, below]) => `${this.#key(key, true)}: ${this.#flow(below)}`);
    return `${start}{${entries.join(", ")}}`;
  }

  #key(key: string, inFlow: boolean): string {
    if (key === "<<") return key;
    const text = writeString(key, this.#chance, { quotes: this.#style.quotes / 10, bare: 0.02, blocks: 0 }, "", inFlow);
    return text.includes("\n") ? JSON.stringify(key) : text;
  }

  #scalar(value: null | boolean | number | string | Plain, inFlow: boolean, indent: number): string {
    // A comma right behind a tag belongs to it for go-yaml: `[!!int, 1]` has one item.
    if (value instanceof Plain) return inFlow && /^!\S*$/.test(value.text) ? `${value.text} ` : value.text;
    if (value === null) return inFlow ? "null" : this.#chance.pick(["null", "~", ""]);
    if (typeof value !== "string") return String(value);
    return writeString(value, this.#chance, this.#style, pad(indent), inFlow);
  }
}
