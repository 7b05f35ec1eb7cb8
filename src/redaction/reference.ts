/** Values that stand under a secret's name and give nothing away: references, paths, switches. */

import { REDACTED } from "../model/redacted.ts";

/** `$(NAME)`, `${NAME}`, `$NAME`, `{{ .name }}`, `$__file{...}`, Argo CD's `$secret:key`: somebody else puts the secret in. A default would be one. */
const PARTS =
  /\$\((?!\s*(?:echo|printf)\b)[^()]*\)|\$\{[A-Za-z_][\w.]*(?::?\?[^}]*|:?-)?\}|\$__(?:env|file|vault)\{[^}]*\}|\$[A-Z_][A-Z0-9_]*(?![\w$])|\{\{[^}"'`]*\}\}|^\s*\$[\w-]+(?:[.:][\w.-]+)+\s*$|%\([\w.]+\)s|%[sq](?!\w)/g;

/** Addresses in a store of secrets. */
const STORES =
  /^(?:ref\+[a-z0-9]+:\/\/|op:\/\/|vault:[\w./-]+#|arn:aws[\w-]*:(?:secretsmanager|ssm):|awssm:|gcpsm:|akv:\/\/)\S*$/;

/** Of a file, below a folder that containers have. */
const FILE =
  /^(?:file:(?:\/\/)?)?\/(?:run|var|etc|mnt|secrets?|vault|opt|tmp|home|certs?|tls|ssl|usr|root|data|config|app|srv|backup|backups|dev)\/[\w./-]*$/;

/** True where a text holds no secret, whatever its name promises. */
export function isHarmless(text: string): boolean {
  const value = text.trim();
  if (value === "" || value === REDACTED || /^(?:true|false|yes|no|on|off|null|none|~)$/i.test(value)) return true;
  if (FILE.test(value) || STORES.test(value) || /^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-\S+) /.test(value)) return true;
  return isReference(value);
}

/** True where a shell puts something in, under whatever name. */
export function isExpansion(text: string): boolean {
  return /\$/.test(text) && /^["':,/@.\s]*$/.test(text.replaceAll(/\$(?:\w+|\{\w+\}|[@*#?])/g, ""));
}

/** True where a text is made of references alone. */
export function isReference(text: string): boolean {
  if (!/[$%{]/.test(text)) return false;
  const rest = text.replaceAll(PARTS, "");
  return rest !== text && /^[\s"'\\:,/@.|]*$/.test(rest);
}

/** Names that Kubernetes objects can have, with their namespaces or not, and commas or spaces between them. */
export function areObjectNames(text: string): boolean {
  return text.split(/[\s,]+/).every((name) => name === "" || OBJECT_NAME.test(name));
}

const OBJECT_NAME = /^(?=.{1,253}$)(?:[a-z0-9][a-z0-9.-]*\/)?[a-z0-9][a-z0-9.-]*$/;
