/** Annotations that say the order are written as the engine reads them: what it does not know it ignores, or never applies. */
import type { Resource } from "../../../model/applied.ts";
import { isObject } from "../../../model/json.ts";
import { nearName } from "../../../model/near-name.ts";
import * as names from "../../../order/annotations.ts";
import { ARGOCD_HOOKS, hookAnnotation } from "../../../order/argocd-hooks.ts";
import { HELM_POLICIES, HELM_POLICY_OF_ARGOCD } from "../../../order/delete-policies.ts";
import { type Delivery, deliveriesOf } from "../../../order/delivery.ts";
import { HELM_HOOKS } from "../../../order/helm-hooks.ts";
import type { OrderRule, Problem } from "../../rule.ts";

export const orderAnnotations: OrderRule = {
  name: "order-annotations",
  severity: "error",
  title: "Annotations for the engine are written as the engine reads them.",
  *check(environment) {
    for (const { engine, resources } of deliveriesOf(environment)) {
      for (const resource of resources) yield* PROBLEMS[engine](resource);
    }
  },
};

const PROBLEMS: Readonly<Record<Delivery["engine"], (resource: Resource) => Iterable<Problem>>> = {
  *argocd(resource) {
    yield* keys(resource, "Argo CD", ARGOCD_KEYS);
    if (hookAnnotation(resource) === names.HELM_HOOK) yield* helmValues(resource);
    yield* values(resource, names.ARGOCD_HOOK, "hook", ARGOCD_HOOKS, "Argo CD never applies the object");
    yield* values(
      resource,
      names.ARGOCD_DELETE_POLICY,
      "policy",
      [...HELM_POLICY_OF_ARGOCD.keys()],
      "Argo CD ignores it",
    );
    yield* number(resource, names.ARGOCD_WAVE);
  },
  *helm(resource) {
    yield* keys(resource, "Helm", HELM_KEYS);
    yield* helmValues(resource);
  },
  *kustomization(resource) {
    for (const [mark, known] of Object.entries(FLUX_MARKS)) yield* fluxMark(resource, mark, known);
  },
};

const ARGOCD_KEYS = [names.ARGOCD_HOOK, names.ARGOCD_DELETE_POLICY, names.ARGOCD_WAVE, names.ARGOCD_OPTIONS];
const HELM_KEYS = [names.HELM_HOOK, names.HELM_DELETE_POLICY, names.HELM_WEIGHT, names.HELM_KEEP];

/** What Flux does for which text (fluxcd/pkg ssa/utils/meta.go); all but `substitute` are compared whatever their case. */
const FLUX_MARKS: Readonly<Record<string, readonly string[]>> = {
  force: ["enabled"],
  prune: ["disabled"],
  reconcile: ["disabled"],
  ssa: ["override", "merge", "ifnotpresent", "ignore"],
  substitute: ["disabled"],
};

/** Of other annotations with the engine's prefix nothing is known: only a near miss is told. */
function* keys(resource: Resource, engine: string, known: readonly string[]): Iterable<Problem> {
  const { annotations } = resource.manifest.metadata;
  const prefixes = [...new Set(known.map((key) => key.slice(0, key.indexOf("/") + 1)))];
  for (const key of isObject(annotations) ? Object.keys(annotations) : []) {
    const prefix = prefixes.find((one) => key.startsWith(one));
    if (prefix === undefined || known.includes(key)) continue;
    const meant = known.find((one) => bare(one) === bare(key));
    if (meant === undefined) continue;
    yield {
      resource,
      path: names.annotationPath(key),
      message: `${engine} knows no annotation ${key}, and ignores it`,
      fix: `Write ${meant}.`,
    };
  }
}

/** Without case, separators and plurals, which are what people get wrong. */
function bare(key: string): string {
  return key.toLowerCase().replaceAll(/[-_.s]/g, "");
}

function* helmValues(resource: Resource): Iterable<Problem> {
  yield* values(resource, names.HELM_HOOK, "hook", HELM_HOOKS, "the object is never applied");
  yield* values(resource, names.HELM_DELETE_POLICY, "policy", HELM_POLICIES, "it is ignored");
  yield* number(resource, names.HELM_WEIGHT);
}

function* values(
  resource: Resource,
  key: string,
  what: string,
  known: readonly string[],
  then: string,
): Iterable<Problem> {
  const entries = names.listIn(resource, key);
  const isLost = !entries.some((entry) => known.includes(entry));
  for (const entry of entries.filter((one) => !known.includes(one))) {
    const near = nearName(entry, known);
    yield {
      resource,
      path: names.annotationPath(key),
      message: `there is no ${what} ${JSON.stringify(entry)} of ${key}: ${isLost ? then : "it is left out"}`,
      fix: near === undefined ? `Use one of ${known.join(", ")}.` : `Write ${near}.`,
    };
  }
}

function* number(resource: Resource, key: string): Iterable<Problem> {
  const text = names.annotation(resource, key);
  if (text === undefined || names.wholeNumber(text) !== undefined) return;
  yield {
    resource,
    path: names.annotationPath(key),
    message: `${JSON.stringify(text)} is no whole number: it counts as 0, whatever order was meant`,
    fix: `Write a whole number, such as "-10".`,
  };
}

function* fluxMark(resource: Resource, mark: string, known: readonly string[]): Iterable<Problem> {
  const key = `${names.FLUX}/${mark}`;
  const text = names.annotation(resource, key);
  if (text === undefined || text === "") return;
  if (known.includes(mark === "substitute" ? text : text.toLowerCase())) return;
  yield {
    resource,
    path: names.annotationPath(key),
    message: `Flux does not know ${JSON.stringify(text)} here, and ignores it`,
    fix: `Write ${known.length > 1 ? "one of Override, Merge, IfNotPresent, Ignore" : known[0]}.`,
  };
}
