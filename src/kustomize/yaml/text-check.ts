/** What go-yaml refuses in a text before it looks at its structure: control characters and most directives. */
import { TextError } from "./text-error.ts";
import type { Mode } from "./walk.ts";

/** Source: go.yaml.in/yaml v3.0.4, readerc.go. */
const CONTROL = /[^\t\n\r -~\u0085\u00a0-\ud7ff\ud800-\udfff\ue000-\ufffd]/;
/** The end of a document that has not begun. */
const EARLY_END = /^\ufeff?(?:[ \t]*(?:#.*)?\r?\n)*\.\.\.(?=\s|$)/;
const DIRECTIVE = /^(?:\ufeff)?(?:[ \t]*(?:#.*)?\r?\n)*%(.*)/;

/** Throws a `TextError`. */
export function checkText(text: string, mode: Mode): void {
  const control = text.search(CONTROL);
  if (control >= 0) throw new TextError("control characters are not allowed", control);
  if (text.includes("...") && EARLY_END.test(text)) {
    throw new TextError("a document ends before it begins", text.indexOf("..."));
  }
  if (text.includes("%")) checkDirective(text, mode);
}

/** The `---` that ends the directives of an object file has divided it before. */
function checkDirective(text: string, mode: Mode): void {
  const directive = DIRECTIVE.exec(text)?.[1];
  if (directive === undefined || (mode === "setting" && /^(?:YAML[ \t]+1\.1\s*(?:#.*)?$|TAG[ \t])/.test(directive)))
    return;
  throw new TextError("a directive (a line that begins with %) is not supported", text.indexOf("%"));
}
