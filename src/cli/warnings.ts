/** Warnings of a whole fleet, told so that a person reads them. */
import type { Finding } from "../model/finding.ts";
import { grouped } from "../model/grouped.ts";
import type { Settings } from "./settings.ts";

const NAMED = 5;

/** The same warning of many clusters is one, with a count and some names. */
export function foldClusters(findings: readonly Finding[]): Finding[] {
  const groups = grouped(findings, (finding) =>
    JSON.stringify([finding.rule, withoutCluster(finding), finding.fix, finding.accepted]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= 2) return group;
    const names = group.slice(0, NAMED).map((f) => clusterOf(f) ?? "?");
    const message = `${group.length} clusters (${names.join(", ")}${group.length > NAMED ? ", ..." : ""}): ${withoutCluster(first)}`;
    return [{ ...first, message }];
  });
}

const CLUSTER = /^cluster ([^ :]+): /;

function clusterOf(finding: Finding): string | undefined {
  return CLUSTER.exec(finding.message)?.[1];
}

function withoutCluster(finding: Finding): string {
  return finding.message.replace(CLUSTER, "");
}

/** A cluster that a run beside a fleet file wrote, and that the next run of the whole file would remove. */
export function notInFleet(settings: Settings): Finding[] {
  const { fleet, whole, environments } = settings;
  if (fleet === undefined || whole) return [];
  const named = new Set((fleet.layer.data.clusters as readonly { name: string }[]).map((c) => c.name));
  return environments
    .filter((env) => !named.has(env.name))
    .map((env) => ({
      rule: "fleet-cluster",
      severity: "warning",
      message: `cluster ${env.name}: it is not in ${fleet.path}, so the next run of the whole file removes it`,
      fix: `Add \`- {name: ${env.name}, profile: ${env.profile}}\` to its clusters.`,
      at: { file: fleet.path },
    }));
}
