/** One word of a command that a person copies into a shell. */

/** In single quotes where a shell would read more than the word itself. */
export function shellWord(text: string): string {
  return /^[\w@=:,./-][\w@=:,./~^-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
