/** The one hash that recorded files are known by. */
import { hash } from "node:crypto";

/** SHA-256 in lower-case hex, of the bytes or of the text's UTF-8. */
export function sha256(content: string | Buffer): string {
  return hash("sha256", content, "hex");
}
