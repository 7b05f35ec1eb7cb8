/** Words that a template or an example leaves where a secret belongs. */

const PLACEHOLDER =
  /change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|with)|^(todo|tbd|x{3,}|\*{3,}|secret|password|passw0rd|placeholder|example|dummy|admin|test|postgres|certctl|your[-_ ].*|my[-_ ]?(secret|password|token|key)|insert[-_ ].*|<.*>)$/i;

export function isPlaceholder(secret: string): boolean {
  return PLACEHOLDER.test(secret.trim());
}
