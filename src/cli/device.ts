/** Writes to what is no regular file: `/dev/null`, a pipe. */
import { writeFileSync } from "node:fs";
import { errorCode, ioFailure } from "../files/io-failure.ts";

export function writeDevice(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    // Whoever reads has gone: nothing is left to say to it.
    if (errorCode(error) !== "EPIPE") throw ioFailure(error, "cannot write", path);
  }
}
