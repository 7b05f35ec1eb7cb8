/** Texts that somebody else fills in before the API server sees them: Flux's postBuild, envsubst, templates. */

/** True for a text with `${NAME}` or `{{ name }}` in it. */
export function isPlaceholder(text: string): boolean {
  return /\$\{[^}]*\}|\{\{.*\}\}/s.test(text);
}
