/** Text in columns of a terminal: by the room that it takes there, which is not its length. */
import width from "fast-string-width";

/** Lines no wider than `columns`; what a line can't hold is broken at a space, or behind `-`, `/`, `.` or anywhere. */
export function wrapped(text: string, columns: number, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (width(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line.trim() !== "") lines.push(line);
    const [last = "", ...full] = broken(`${lines.length === 0 ? "" : indent}${word}`, columns, indent).toReversed();
    lines.push(...full.toReversed());
    line = last;
  }
  return [...lines, line];
}

function broken(word: string, columns: number, indent: string): readonly string[] {
  if (width(word) <= columns) return [word];
  const characters = [...word];
  let end = 0;
  let taken = 0;
  while (end < characters.length) {
    taken += width(characters[end] ?? "");
    if (taken > columns) break;
    end += 1;
  }
  const room = Math.max(end, indent.length + 1);
  const head = characters.slice(0, room);
  const mark = head.findLastIndex((one) => "-/.".includes(one)) + 1;
  const cut = mark > indent.length + 1 ? mark : room;
  return [characters.slice(0, cut).join(""), ...broken(`${indent}${characters.slice(cut).join("")}`, columns, indent)];
}

/** The text with spaces behind it up to so many columns. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

export { width };
