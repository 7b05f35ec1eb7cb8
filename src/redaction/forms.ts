/** Secrets that are known by their own form, whatever stands before them: keys in PEM, tokens of well-known services. */
import { base64Bytes, base64Text } from "./base64.ts";
import { type Hide, hideGroup } from "./redacted.ts";

/** Certificates and public keys are not secret. What sops and PGP encrypt changes with each run, and says nothing. */
const PEM =
  /-----BEGIN (?<label>[A-Z0-9 ]{0,40}(?:PRIVATE KEY|ENCRYPTED FILE|PGP MESSAGE)[A-Z0-9 ]{0,40})-----[\s\S]*?(?:-----END \k<label>-----|$(?![\s\S]))/g;
/** Its first lines are cut off. */
const PEM_END = /^[A-Za-z0-9+/=\s]*-----END [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----/g;

const TOKENS = new RegExp(
  [
    String.raw`ENC\[[A-Z0-9_]+,[^\][]*\]`,
    String.raw`\bgh[pousr]_\w{20,}`,
    String.raw`\bgithub_pat_\w{20,}`,
    String.raw`\bglpat-[\w-]{16,}`,
    String.raw`\bxox[abeoprs]-[\w-]{10,}`,
    String.raw`\bhv[sb]\.[\w-]{20,}`,
    String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
    String.raw`\bAIza[\w-]{35}`,
    String.raw`\bAGE-SECRET-KEY-1[A-Z0-9]+`,
    String.raw`\bsk-[A-Za-z0-9_-]{20,}`,
    String.raw`\bdop_v1_[a-f0-9]{32,}`,
    String.raw`\beyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]+`,
    // Hashes of passwords, which can be guessed.
    String.raw`(?<=[:"'=\s]|^)\$(?:apr1|2[abxy]|1|5|6|argon2\w*|pbkdf2[\w-]*)\$[^\s:"']+`,
    String.raw`\{S?SHA(?:256|512)?\}[A-Za-z0-9+/=]{20,}`,
    String.raw`SCRAM-SHA-256\$\d+:[^\s"']+`,
    '(?<=")md5[a-f0-9]{32}(?=")',
  ].join("|"),
  "g",
);

const BASE64 = /(?<![A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{16,}={0,2})(?![A-Za-z0-9+/=])/dg;

const MAY_HAVE =
  /-----(?:BEGIN|END) |ENC\[|gh[pousr]_|github_pat_|glpat-|xox|hv[sb]\.|A[KS]IA|AIza|AGE-SEC|sk-|dop_v1|eyJ|\$(?:apr1|2[abxy]|[156]|argon2|pbkdf2)|SHA|md5/;

export function hideForms(text: string, hide: Hide): string {
  if (!MAY_HAVE.test(text)) return text;
  let shown = text;
  if (text.includes("-----")) shown = shown.replaceAll(PEM, hide).replaceAll(PEM_END, hide);
  return shown.replaceAll(TOKENS, hide);
}

/** Texts in base64 in which `findsSecret` finds one are hidden as a whole. */
export function hideEncoded(text: string, hide: Hide, findsSecret: (text: string) => boolean): string {
  if (text.length < 16) return text;
  return hideGroup(text, BASE64, hide, ({ secret = "" }) => {
    const inside = base64Text(secret);
    return inside !== undefined && findsSecret(inside);
  });
}

/** The same of a text that is base64 as a whole, however short, of a text or of any bytes. */
export function hasEncodedSecret(encoded: string, findsSecret: (text: string) => boolean): boolean {
  const inside = base64Text(encoded) ?? base64Bytes(encoded);
  return inside !== undefined && findsSecret(inside);
}
