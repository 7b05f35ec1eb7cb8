/** What go-yaml's own writing does to block scalars: kustomize writes every object once before it decodes it. */

/** What go-yaml escapes; emoji are among it. Source: go.yaml.in/yaml v3.0.4, yamlprivateh.go. */
const SPECIAL = /[^\t\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** True where go-yaml can write a text of several lines as a block; else it quotes it. */
function isBlockText(text: string): boolean {
  return text !== "" && !text.endsWith(" ") && !text.includes(" \n") && !SPECIAL.test(text);
}

/** go-yaml writes a block that starts with a tab without saying how far it is indented, and then cannot read it. */
export function isUnreadableBlock(text: string): boolean {
  return text.startsWith("\t") && isBlockText(text);
}

/**
 * What is left of the text of a folded block after go-yaml has written it and read it again: a line break more before
 * lines that are indented further, and at the end where the block keeps its line breaks.
 */
export function refolded(text: string): string {
  if (!text.includes("\n") || !isBlockText(text)) return text;
  const written = /^\n*(?:[ \t]|$)/.test(text) ? text : text.replace(/(?<=^|\n)[^\n\t ][^\n]*\n/g, "$&\n");
  return fold(text.endsWith("\n") ? written.slice(0, -1) : written, chompOf(text));
}

/** What becomes of the line breaks at the end of a block. */
export type Chomp = "strip" | "clip" | "keep";

function chompOf(text: string): Chomp {
  if (!text.endsWith("\n")) return "strip";
  return text.endsWith("\n\n") ? "keep" : "clip";
}

/** The text of a folded block with these lines. */
export function fold(lines: string, chomp: Chomp): string {
  let folded = "";
  let breaks = "";
  let wasIndented = true;
  for (const line of lines.split("\n")) {
    if (line === "") {
      breaks += "\n";
      continue;
    }
    const indented = line.startsWith(" ") || line.startsWith("\t");
    folded += joint(breaks, wasIndented || indented) + line;
    breaks = "\n";
    wasIndented = indented;
  }
  return folded + ending(breaks, chomp);
}

/** One line break becomes a space and several lose one, unless one of the lines is indented. */
function joint(breaks: string, indented: boolean): string {
  if (indented || breaks === "") return breaks;
  return breaks === "\n" ? " " : breaks.slice(1);
}

/** A block's last line breaks. */
export function ending(breaks: string, chomp: Chomp): string {
  if (chomp === "strip") return "";
  return chomp === "keep" ? breaks : breaks.slice(0, 1);
}
