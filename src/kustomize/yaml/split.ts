/** Divides a file into its documents by its lines, as kustomize does before it reads any YAML. */

export interface Chunk {
  readonly text: string;
  /** Lines of the file before it. */
  readonly line: number;
}

export class SplitError extends Error {
  /** Counted from 1. */
  readonly line: number;
  constructor(line: number) {
    super("invalid document separator: only a comment may stand behind ---");
    this.line = line;
  }
}

/**
 * Every line that starts with `---` divides, in block scalars too; but not the first line of the file, nor a last one
 * without a line break. Only space and a comment may follow it. Source: kyaml v0.21.1, kio/byteio_reader.go.
 */
export function splitDocuments(file: string, noteWrong?: (line: number) => void): readonly Chunk[] {
  if (file === "") return [];
  const text = file.includes("\r") ? file.replace(/\r(?:\n|$)/g, "\n") : file;
  const chunks: Chunk[] = [];
  let start = 0;
  let line = 0;
  for (let at = text.indexOf("\n---"); at >= 0; at = text.indexOf("\n---", Math.max(at + 1, start))) {
    const end = text.indexOf("\n", at + 1);
    if (end < 0) break;
    const chunk = text.slice(start, at + 1);
    chunks.push({ text: chunk, line });
    line += countLines(chunk) + 1;
    checkSeparator(text.slice(at + 1, end), line, noteWrong);
    start = end + 1;
  }
  chunks.push({ text: start === 0 ? text : text.slice(start), line });
  return chunks;
}

function checkSeparator(separator: string, line: number, noteWrong: (line: number) => void = refuse): void {
  const rest = separator.slice(3).trim();
  if (rest !== "" && !rest.startsWith("#")) noteWrong(line);
}

function refuse(line: number): never {
  throw new SplitError(line);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
