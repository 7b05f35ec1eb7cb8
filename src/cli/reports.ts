/** Where `-o` of a command that reports leads, and how its reports get there. */
import { inputError } from "../model/errors.ts";
import { type Colors, PLAIN } from "../reports/colors.ts";
import { type Output, parseOutputs } from "../reports/outputs.ts";
import { colorsFor } from "./colors.ts";
import { writeDevice } from "./device.ts";
import type { Io } from "./io.ts";
import { outputOf, type Output as Target } from "./output.ts";

export interface ReportTarget<F extends string> {
  readonly format: F;
  readonly target: Target;
}

/** Checked before the command works; `formats` as in `parseOutputs`. InputError with what is wrong. */
export function reportTargets<F extends string>(
  values: readonly string[],
  formats: readonly [F, ...F[]],
  cwd: string,
): readonly ReportTarget<F>[] {
  return parseOutputs(values, formats).map((output) => ({ format: output.format, target: targetOf(output, cwd) }));
}

function targetOf({ path, format }: Output<string>, cwd: string): Target {
  const target = outputOf(path, 1, cwd);
  if (target.kind !== "object files") return target;
  const fix = `Name a file in it: -o ${format}=${path}/report.${format}.`;
  throw inputError("output", `${path} is a folder`, fix, { path: `-o ${format}=${path}` });
}

/** All reports are made before the first is written. Text has colours on standard output, as `color` (the flag) says. */
export async function writeReports<F extends string>(
  targets: readonly ReportTarget<F>[],
  make: (format: F, colors: Colors) => string,
  io: Io,
  color: string,
): Promise<void> {
  const colors = colorsFor(io, "stdout", color);
  const texts = targets.map(({ format, target }) =>
    make(format, format === "text" && target.kind === "stdout" ? colors : PLAIN),
  );
  for (const [index, { target }] of targets.entries()) await write(target, texts[index] ?? "", io);
}

async function write(target: Target, text: string, io: Io): Promise<void> {
  if (target.kind === "stdout") io.stdout(text);
  else if (target.kind === "device") writeDevice(target.path, text);
  else if (target.kind === "file") {
    const { writeFiles } = await import("../writer/write-files.ts");
    writeFiles(target.folder, new Map([[target.name, text]]));
  }
}
