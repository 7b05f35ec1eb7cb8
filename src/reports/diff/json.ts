/** `-o json`: the whole difference, for programs; `schemas/diff-report.schema.json` describes it. */
import type {
  Change,
  DiffReport,
  Edit,
  EnvironmentDifference,
  ImageChange,
  OrderChange,
  Position,
  Risk,
  SideName,
  Step,
  Withheld,
} from "../../model/difference.ts";
import type { Finding, Place } from "../../model/finding.ts";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import type { ResourceId } from "../../model/manifest.ts";
import { jsonText } from "../json-text.ts";
import { placeJson } from "../place-json.ts";
import { objectCounts, riskCount, stateCount } from "./verdict.ts";

/** Environments are numbers, which count from 0 in `environments`. */
export function diffJson(report: DiffReport): string {
  const text = jsonText({
    apiVersion: "certctl-gitops/v1alpha1",
    verdict: report.verdict,
    base: sideJson(report.base),
    head: sideJson(report.head),
    summary: summary(report),
    withheld: report.withheld.map(withheldJson),
    risks: report.risks.map(riskJson),
    images: report.images.map(imageJson),
    order: report.order.map(orderJson),
    environments: report.environments.map(environmentJson),
    changes: report.changes.map(changeJson),
    notes: report.notes.map(findingJson),
  });
  return text.replaceAll(NUMBERS, (list) => list.replaceAll(/\s+/g, " "));
}

/** A list of numbers: a line each would be most of what a fleet gets. A string of JSON has no line break, so this is in none. */
const NUMBERS = /\[\n\s+\d+(?:,\n\s+\d+)*\n\s*\]/g;

function summary(report: DiffReport): JsonObject {
  return {
    environments: {
      total: report.environments.length,
      changed: stateCount(report, "changed"),
      added: stateCount(report, "added"),
      removed: stateCount(report, "removed"),
      withheld: stateCount(report, "withheld"),
      unchanged: stateCount(report, "unchanged"),
    },
    objects: objectCounts(report),
    dangers: riskCount(report, "danger"),
    cautions: riskCount(report, "caution"),
  };
}

/** Without the members that are undefined. */
function known(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const present = Object.entries(members).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(present);
}

function sideJson({ label, commit }: SideName): JsonObject {
  return known({ label, commit });
}

function withheldJson({ side, environment, problems }: Withheld): JsonObject {
  return known({ side, environment, problems: problems.map(findingJson) });
}

function findingJson({ rule, severity, message, fix, accepted, at }: Finding): JsonObject {
  return known({ rule, severity, message, fix, accepted, at: placeJson(at) });
}

function riskJson({ rule, level, message, advice, resource, at, changes, environments }: Risk): JsonObject {
  return { rule, level, message, advice, resource, at: placeJson(at), changes, environments };
}

function imageJson({ image, from, to, workloads, environments }: ImageChange): JsonObject {
  return known({ image, from, to, workloads, environments });
}

function orderJson({ resource, from, to, changes, environments }: OrderChange): JsonObject {
  return { resource, from, to, changes, environments };
}

function environmentJson({ name, state, was, cluster, objects, counts }: EnvironmentDifference): JsonObject {
  const { changed, added, removed } = counts;
  const sides = known({ before: objects.before, after: objects.after });
  return known({ name, state, was, cluster, objects: sides, counts: { changed, added, removed } });
}

function changeJson(change: Change): JsonObject {
  const { id, kind, before, after, renamed, edits, manifest, redacted, source, environments, variables, others } =
    change;
  return known({
    id,
    kind,
    before: idJson(before),
    after: idJson(after),
    renamed,
    environments,
    others: { count: others.count, outliers: others.outliers },
    variables,
    source: sourceJson(source),
    edits: edits.map(editJson),
    manifest,
    redacted,
  });
}

function idJson(id: ResourceId | undefined): JsonObject | undefined {
  return id === undefined ? undefined : { group: id.group, kind: id.kind, namespace: id.namespace, name: id.name };
}

function editJson(edit: Edit): JsonObject {
  const { kind, path, before, after, position, order, items, inside, redacted, follows, source } = edit;
  return known({
    kind,
    path: path.map(stepJson),
    before,
    after,
    position: position === undefined ? undefined : positionJson(position),
    order,
    items,
    inside: inside === undefined ? undefined : { format: inside.format, edits: inside.edits.map(editJson) },
    redacted,
    follows,
    source: sourceJson(source),
  });
}

function stepJson(step: Step): JsonValue {
  if (typeof step === "string") return step;
  return "key" in step ? { key: step.key } : known({ before: step.before, after: step.after });
}

function positionJson(position: Position): JsonValue {
  return typeof position === "string" ? position : { after: position.after };
}

function sourceJson(source: Place | undefined): JsonObject | undefined {
  return source === undefined ? undefined : placeJson(source);
}
