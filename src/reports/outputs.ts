/** The flag `-o` of commands that report: which formats go where. */
import { normalize } from "node:path";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { nameFix } from "../model/near-name.ts";

export interface Output<F extends string> {
  readonly format: F;
  /** The file, as it was named; without it standard output, which may also be named `-`. */
  readonly path?: string;
}

/** `-o FORMAT` and `-o FORMAT=PATH`, as often as they were given; the first of `formats` where none was. InputError with all that is wrong. */
export function parseOutputs<F extends string>(
  values: readonly string[],
  formats: readonly [F, ...F[]],
): readonly Output<F>[] {
  if (values.length === 0) return [{ format: formats[0] }];
  const wrong: Finding[] = [];
  const taken = new Map<string, string>();
  const outputs = values.flatMap((value) => {
    const output = parseOutput(value, formats, wrong);
    if (output === undefined) return [];
    const target = output.path === undefined ? "" : normalize(output.path);
    const before = taken.get(target);
    if (before !== undefined) wrong.push(clash(value, before, output.path));
    else taken.set(target, value);
    return [output];
  });
  if (wrong.length > 0) throw new InputError(wrong);
  return outputs;
}

function parseOutput<F extends string>(value: string, formats: readonly F[], wrong: Finding[]): Output<F> | undefined {
  const equals = value.indexOf("=");
  const name = equals < 0 ? value : value.slice(0, equals);
  const format = formats.find((one) => one === name);
  if (format === undefined) {
    wrong.push(problem(value, `there is no format ${JSON.stringify(name)}`, `${nameFix(name, formats)} ${FORM}`));
    return undefined;
  }
  if (equals < 0) return { format };
  const path = value.slice(equals + 1);
  if (path === "-") return { format };
  if (path === "") wrong.push(problem(value, `-o ${value} names no file`, FORM));
  return path === "" ? undefined : { format, path };
}

const FORM = "Write -o FORMAT for standard output, -o FORMAT=PATH for a file.";

function clash(value: string, before: string, path: string | undefined): Finding {
  const where = path === undefined ? "standard output" : path;
  const message = `-o ${before} and -o ${value} both go to ${where}`;
  return problem(value, message, "Give one of them a file of its own: -o FORMAT=PATH.");
}

function problem(value: string, message: string, fix: string): Finding {
  return { rule: "output", severity: "error", message, fix, at: { path: `-o ${value}` } };
}
