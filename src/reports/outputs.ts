/** The flag `-o` of `validate`: which formats go where. */
import { normalize } from "node:path";
import { InputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { nameFix } from "../model/near-name.ts";

export const FORMATS = ["text", "json", "sarif", "junit", "github"] as const;
export type Format = (typeof FORMATS)[number];

export interface Output {
  readonly format: Format;
  /** The file, as it was named; without it standard output, which may also be named `-`. */
  readonly path?: string;
}

/** `-o FORMAT` and `-o FORMAT=PATH`, as often as they were given; text where none was. InputError with all that is wrong. */
export function parseOutputs(values: readonly string[]): readonly Output[] {
  if (values.length === 0) return [{ format: "text" }];
  const wrong: Finding[] = [];
  const taken = new Map<string, string>();
  const outputs = values.flatMap((value) => {
    const output = parseOutput(value, wrong);
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

function parseOutput(value: string, wrong: Finding[]): Output | undefined {
  const equals = value.indexOf("=");
  const name = equals < 0 ? value : value.slice(0, equals);
  const format = FORMATS.find((one) => one === name);
  if (format === undefined) {
    wrong.push(problem(value, `there is no format ${JSON.stringify(name)}`, `${nameFix(name, FORMATS)} ${FORM}`));
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
  return { rule: "validate-output", severity: "error", message, fix, at: { path: `-o ${value}` } };
}
