/** Alerts ask for metrics that certctl has, in a way that fits what they count. */
import type { Resource } from "../../../model/applied.ts";
import type { Path } from "../../../model/json.ts";
import { objectsAt, textOf } from "../../../model/json.ts";
import { nearName } from "../../../model/near-name.ts";
import type { Objects } from "../../pods/objects.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { METRICS, SNAPSHOT_METRICS } from "./metrics.ts";

export const alertExpression: CoherenceRule = {
  name: "alert-expression",
  severity: "warning",
  title: "Alerts name metrics that certctl has, and take no rate of counts that can fall.",
  *check({ objects }) {
    const rules = rulesOf(objects);
    const recorded = rules.map(({ record }) => record);
    for (const rule of rules) {
      const metrics = namesIn(rule.text);
      for (const name of metrics) {
        if (!METRICS.includes(name) && !recorded.includes(name)) yield unknown(rule, name);
      }
      const rated = [...new Set(ratedIn(rule.text))].filter((name) => SNAPSHOT_METRICS.has(name));
      if (rated.length > 0) yield snapshots(rule, rated);
      const floor = floorIn(rule.text);
      if (floor !== undefined && floor >= MANY_PER_SECOND) yield clamped(rule, floor);
    }
  },
};

/** A floor from here on is no guard against a division by 0, but more jobs than most installations ever have. */
const MANY_PER_SECOND = 0.1;

interface Expression {
  readonly resource: Resource;
  readonly path: Path;
  /** The name that its result is recorded by, empty for an alert. */
  readonly record: string;
  /** Without what stands in quotes. */
  readonly text: string;
}

function rulesOf(objects: Objects): readonly Expression[] {
  return objects.ofKind("monitoring.coreos.com", "PrometheusRule").flatMap((resource) =>
    objectsAt(resource.manifest, "spec", "groups").flatMap(([i, group]) =>
      objectsAt(group, "rules").map(([j, rule]) => ({
        resource,
        path: ["spec", "groups", i, "rules", j, "expr"],
        record: textOf(rule.record),
        text: textOf(rule.expr).replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*$/gm, '""'),
      })),
    ),
  );
}

/** Names with a colon are those of recording rules. */
function namesIn(text: string): readonly string[] {
  return [...new Set(text.match(/(?<![\w:])certctl_\w+(?![\w:])/g) ?? [])];
}

/** Metrics whose range is the argument of a function for counters. */
function ratedIn(text: string): readonly string[] {
  const calls = text.matchAll(/\b(?:rate|irate|increase|resets)\s*\(\s*(certctl_\w+)\s*(?:\{[^}]*\})?\s*\[/g);
  return [...calls].map((match) => match[1] ?? "");
}

function unknown({ resource, path }: Expression, name: string): Problem {
  const near = nearName(name, METRICS);
  return {
    resource,
    path,
    message: `certctl has no metric ${name}, so the expression is always empty and never fires`,
    fix:
      near === undefined ? "Name a metric that /api/v1/metrics/prometheus shows." : `Write ${near}, if that was meant.`,
  };
}

function snapshots({ resource, path }: Expression, names: readonly string[]): Problem {
  return {
    resource,
    path,
    message: `${names.join(", ")}: counts of rows as they are now, which fall when rows change or go; a rate takes each fall for a restart, and counts from 0 again`,
    fix: "Compare with what was: metric - metric offset 15m, or delta(), by the maximum over the replicas, which all tell the same rows.",
  };
}

/** The least that a ratio of rates of certctl is divided by: `/ clamp_min(rate(certctl_x[5m]), 1)`. */
function floorIn(text: string): number | undefined {
  const [call] = /\/\s*clamp_min\s*\(/.exec(text) ?? [];
  if (call === undefined) return undefined;
  const inside = withinBrackets(text.slice(text.indexOf(call) + call.length));
  const [, rates = "", floor] = /^([\s\S]*),\s*([\d.]+)\s*$/.exec(inside) ?? [];
  return /\brate\s*\(\s*certctl_/.test(rates) ? Number(floor) : undefined;
}

/** Up to the bracket that closes what was opened before the text; empty where none does. */
function withinBrackets(text: string): string {
  let depth = 1;
  for (const [index, sign] of [...text].entries()) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth === 0) return [...text].slice(0, index).join("");
  }
  return "";
}

function clamped({ resource, path }: Expression, floor: number): Problem {
  return {
    resource,
    path,
    message: `the ratio is divided by at least ${floor} per second (clamp_min), which is ${Math.round(floor * 900)} jobs in 15 minutes: with fewer of them it stays low, however many fail`,
    fix: "Divide by the sum itself: without any job 0 / 0 is NaN, which is above no threshold.",
  };
}
