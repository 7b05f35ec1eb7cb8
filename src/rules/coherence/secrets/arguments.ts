/** Finds secrets in the words of a command line, scripts included. */

/** A login in a URL, a variable that programs take a password from, a header, the agent's flag (cmd/agent/main.go). */
const PATTERNS: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'$]+:([^\s@"'$]+)@/i,
  /\b(?:PGPASSWORD|POSTGRES_PASSWORD|CERTCTL_(?:API_KEY|AUTH_SECRET|\w*TOKEN|\w*PASSWORD|CONFIG_ENCRYPTION_KEY))=["']?([^\s"'$`;|&)]+)/,
  /Authorization:\s*Bearer\s+([A-Za-z0-9._~+/=-]{8,})/i,
  /^--?api-key=([^$].*)/,
];

export function holdsSecret(words: readonly string[]): boolean {
  if (words.some((word) => PATTERNS.some((pattern) => pattern.test(word)))) return true;
  return words.some((word, index) => {
    const value = words[index + 1];
    return /^--?api-key$/.test(word) && value !== undefined && value !== "" && !value.includes("$");
  });
}
