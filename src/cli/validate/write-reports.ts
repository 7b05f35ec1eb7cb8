/** Writes each report where it goes: all of them are made before the first is written. */
import { writeDevice } from "../device.ts";
import type { Io } from "../io.ts";
import type { Output } from "../output.ts";

export async function writeReports(targets: readonly Output[], texts: readonly string[], io: Io): Promise<void> {
  for (const [index, target] of targets.entries()) await write(target, texts[index] ?? "", io);
}

async function write(target: Output, text: string, io: Io): Promise<void> {
  if (target.kind === "stdout") io.stdout(text);
  else if (target.kind === "device") writeDevice(target.path, text);
  else if (target.kind === "file") {
    const { writeFiles } = await import("../../writer/write-files.ts");
    writeFiles(target.folder, new Map([[target.name, text]]));
  }
}
