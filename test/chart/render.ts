/** Renders the chart with the real helm, and lists what the rules find in it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { shippedSchemas } from "../../src/cli/validate/shipped-schemas.ts";
import { readStream } from "../../src/environments/stream.ts";
import { runRules } from "../../src/rules/run.ts";
import { tool } from "../real/tools.ts";
import { certctlSource } from "./source.ts";

export interface Values {
  /** `certctl` where it is left out. */
  readonly release?: string;
  /** A file of values beside the chart. */
  readonly example?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly json?: Readonly<Record<string, unknown>>;
  /** Objects that stand beside the chart's. */
  readonly beside?: string;
  /** The folder of another chart than the source's. */
  readonly chart?: string;
}

const source = certctlSource();
const helm = tool("helm");
const schemas = shippedSchemas(fileURLToPath(new URL("../../", import.meta.url)));

/** What helm prints, or the error with which it ends. */
export function helmTemplate({ release = "certctl", example, set = {}, json = {}, chart = source.chart }: Values): {
  readonly text: string;
  readonly error: string | undefined;
} {
  const args = ["template", release, chart, "--namespace", "certctl"];
  if (example !== undefined) args.push("--values", source.example(example));
  for (const [key, value] of Object.entries(set)) args.push("--set", `${key}=${value.replaceAll(",", "\\,")}`);
  for (const [key, value] of Object.entries(json)) args.push("--set-json", `${key}=${JSON.stringify(value)}`);
  const { status, stdout, stderr } = spawnSync(helm, args, { encoding: "utf8" });
  return { text: stdout, error: status === 0 ? undefined : stderr };
}

export interface Found {
  /** `rule Kind name`. */
  readonly finding: string;
  readonly message: string;
}

/** Every finding, of schemas too, sorted; as `helm template ... | certctl-gitops validate -` finds them. */
export function findingsIn(values: Values): readonly Found[] {
  const { text, error } = helmTemplate(values);
  if (error !== undefined) throw new Error(error);
  const { environments, problems } = readStream(`${text}${values.beside ?? ""}`);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const options = { schemas, strict: false, schemasOnly: false, nodes: undefined, kubernetes: [1, 34] } as const;
  return runRules(environments, options)
    .findings.map(({ rule, at, message }) => {
      const [kind = "", name = ""] = (at.resource ?? "").split(" ");
      return { finding: `${rule} ${kind.split(".")[0]} ${name}`, message };
    })
    .sort((a, b) => (a.finding < b.finding ? -1 : a.finding > b.finding ? 1 : 0));
}
