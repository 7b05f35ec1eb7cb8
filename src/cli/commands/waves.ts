/** `waves`: the order in which an engine applies what is here, and what it waits for in between. */
import { InputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import type { Engine } from "../../order/delivery.ts";
import { foldOrders } from "../../order/fold.ts";
import { orderOf } from "../../order/order.ts";
import { withoutSecrets } from "../../redaction/said.ts";
import type { Colors } from "../../reports/colors.ts";
import { formatFinding } from "../../reports/finding-text.ts";
import { renderWaves, WAVES_FORMATS, type WavesFormat } from "../../reports/waves/render.ts";
import { withClusters } from "../clusters.ts";
import { colorsFor } from "../colors.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { foldInput } from "../fold-input.ts";
import { readInputs } from "../inputs.ts";
import type { Io } from "../io.ts";
import { Problems } from "../problems.ts";
import { reportTargets, writeReports } from "../reports.ts";
import { selectEnvironments } from "../select-environments.ts";
import type { WavesFlags } from "../waves/flags.ts";

const ENGINES: Readonly<Record<NonNullable<WavesFlags["engine"]>, Engine>> = {
  argocd: "argocd",
  flux: "kustomization",
  helm: "helm",
};

export async function waves(named: readonly string[], flags: WavesFlags, io: Io): Promise<ExitCode> {
  const problems = new Problems(io.cwd);
  const targets = problems.collect(() => reportTargets(flags.output, WAVES_FORMATS, io.cwd));
  const paths = problems.collect(() => withClusters(named, flags.out, io.cwd));
  if (targets === undefined || paths === undefined) throw problems.error();
  const { environments, problems: wrong, notes } = await readInputs(paths, flags, io);
  const said = withoutSecrets(foldInput(wrong, notes));
  if (environments.every(({ resources }) => resources.length === 0)) {
    throw new InputError(wrong.length > 0 ? said : [...said, nothingToOrder(paths)]);
  }
  const as = flags.engine === undefined ? undefined : ENGINES[flags.engine];
  const selected = selectEnvironments(environments, flags.env);
  // An expression, or a name that is none, may hold one.
  const orders = withoutSecrets(foldOrders(selected.map((one) => orderOf(one, as))));
  const make = (format: WavesFormat, colors: Colors): string => renderWaves(format, orders, colors);
  await writeReports(targets, make, io, flags.color);
  const colors = colorsFor(io, "stderr", flags.color);
  for (const finding of said) io.stderr(formatFinding(finding, colors));
  return wrong.some(({ severity }) => severity === "error") ? EXIT.input : EXIT.clean;
}

function nothingToOrder(paths: readonly string[]): Finding {
  const where = paths.length === 0 ? "the current folder" : paths.join(", ");
  return {
    rule: "no-object",
    severity: "error",
    message: `no Kubernetes object was found in ${where}`,
    fix: "Name a cluster of the bundle, a folder or a file with manifests, or pipe them in: `... | certctl-gitops waves -`.",
    at: {},
  };
}
