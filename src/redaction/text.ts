/** Secrets in a text whose structure is not known: by form, address, name. */
import { hideArguments } from "./arguments.ts";
import { HINT, hideAssignments } from "./assignments.ts";
import { hideEncoded, hideForms } from "./forms.ts";
import { hideLogins } from "./logins.ts";
import { type Hide, hidden } from "./redacted.ts";

/** `isShell`: a command line or a script. */
export function hideInText(text: string, hide: Hide, isShell?: boolean): string {
  // Most texts are words; a short one has no sign of a login, a name or a form.
  if (text.length < 16 && /^[\w./-]*$/.test(text)) return text;
  const shown = hidePlain(text, hide, isShell);
  return hideEncoded(shown, hide, (inside) => isSecretInside(inside));
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

/** What is encoded is hidden as a whole, so that a manifest of a Secret needs no closer look. */
function isSecretInside(text: string): boolean {
  return /\bkind["']?\s*:\s*["']?Secret\b/.test(text) || hidePlain(text, hidden) !== text;
}
