/** Parses the text of present Secrets without ever quoting it: parsers like to show the line that they stumble on. */
import { LineCounter, parseAllDocuments } from "yaml";
import { inputError } from "../model/errors.ts";
import { isObject, type JsonObject } from "../model/json.ts";

/** The documents of `kubectl get secret -o yaml` (or `-o json`); an error names the place, never the text. */
export function parsePresent(text: string, file = "standard input"): JsonObject[] {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { prettyErrors: false, logLevel: "silent", lineCounter: lines });
  // An empty stream has a shape of its own in this library; both are lists.
  const documents = [...parsed];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw unreadable(`it is not YAML (${error.code})`, { file, line, column: col });
    }
  }
  return documents.map(toData(file)).filter(isObject);
}

function toData(file: string): (document: { toJS(): unknown }) => unknown {
  return (document) => {
    try {
      return document.toJS();
    } catch {
      throw unreadable("its aliases don't resolve", { file });
    }
  };
}

function unreadable(reason: string, at: { file: string; line?: number; column?: number }) {
  return inputError(
    "rotation-input",
    `The present Secrets can't be read: ${reason}. The text is not shown, it may hold secrets.`,
    "Pass the output of `kubectl get secret -o yaml` as it is.",
    at,
  );
}
