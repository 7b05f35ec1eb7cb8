/** Secrets in a text: by form, address, name, and in what is encoded in it. */
import { hideArguments } from "./arguments.ts";
import { HINT, hideAssignments } from "./assignments.ts";
import { hideEncoded, hideForms } from "./forms.ts";
import { hideLogins } from "./logins.ts";
import type { Hide } from "./redacted.ts";

export interface TextKind {
  /** A command line or a script. */
  readonly isShell?: boolean;
  /** What hides secrets in YAML and JSON: it is asked of what is encoded in the text. */
  readonly structure?: (text: string) => string;
}

export function hideInText(text: string, hide: Hide, kind: TextKind = {}): string {
  // Most texts are words; a short one has no sign of a login, a name or a form.
  if (text.length < 16 && /^[\w./-]*$/.test(text)) return text;
  const shown = hidePlain(text, hide, kind.isShell);
  const { structure = (same) => same } = kind;
  // What is encoded is hidden as a whole.
  return hideEncoded(shown, hide, (inside) => hideInText(structure(inside), hide, { structure }) !== inside);
}

/** Prose, in which names and colons promise nothing. */
export function hideInProse(text: string, hide: Hide): string {
  return hideLogins(hideForms(text, hide), hide);
}

function hidePlain(text: string, hide: Hide, isShell?: boolean): string {
  if (text.length < 4) return text;
  const shown = hideInProse(text, hide);
  if (!HINT.test(shown)) return shown;
  return hideArguments(hideAssignments(shown, hide, isShell), hide);
}
