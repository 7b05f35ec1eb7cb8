/** Base64 as texts: what one says, and how another one looks inside of it. */

const decoder = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

/** The bytes as one character each; undefined for what is no base64. Line breaks and the alphabet of URLs are taken, too. */
export function base64Bytes(encoded: string): string | undefined {
  const packed = encoded.replaceAll(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/");
  try {
    return atob(packed);
  } catch {
    return undefined;
  }
}

/** The text that was encoded; undefined for what is no base64, or no text. */
export function base64Text(encoded: string): string | undefined {
  const bytes = base64Bytes(encoded);
  if (bytes === undefined) return undefined;
  try {
    const text = decoder.decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what no text has
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The text in base64, with its padding. */
export function inBase64(text: string): string {
  return btoa(bytesOf(text));
}

/** Below six bytes the part that does not depend on the neighbours is too short to mean anything. */
const FEWEST_BYTES = 6;

/** What is seen of the text wherever it begins in a longer one that is encoded as a whole: one form for each alignment. */
export function insideBase64(text: string): readonly string[] {
  const bytes = bytesOf(text);
  if (bytes.length < FEWEST_BYTES) return [];
  return [0, 1, 2].map((before) => {
    const encoded = btoa("\0".repeat(before) + bytes);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), end);
  });
}

function bytesOf(text: string): string {
  let bytes = "";
  for (const byte of encoder.encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}
