/** Hooks of a chart as Helm runs them: when, and in which order. */
import type { Resource } from "../model/applied.ts";
import { annotation, annotationPath, HELM_HOOK, HELM_WEIGHT, listIn, wholeNumber } from "./annotations.ts";
import type { Moment } from "./moment.ts";

/** Helm's events (helm pkg/release/v1/hook.go), `test-success` being the older name of `test`. */
export const HELM_HOOKS: readonly string[] = [
  "pre-install",
  "post-install",
  "pre-delete",
  "post-delete",
  "pre-upgrade",
  "post-upgrade",
  "pre-rollback",
  "post-rollback",
  "test",
  "test-success",
  "test-failure",
  "crd-install",
];

export function helmHooks(resource: Resource): readonly string[] {
  return listIn(resource, HELM_HOOK);
}

/**
 * Hooks before the manifests, the manifests, hooks behind them; hooks run one after the other by weight, then by name,
 * each awaited. Of a hook of upgrades alone there is nothing at the first install.
 */
export function helmMoment(resource: Resource): Moment | undefined {
  const hooks = helmHooks(resource);
  if (hooks.length === 0) return { step: [0], name: "the manifests", isHook: false, path: [] };
  const hook = (["pre-install", "post-install"] as const).find((one) => hooks.includes(one));
  if (hook === undefined) return undefined;
  return {
    step: [
      hook === "pre-install" ? -1 : 1,
      wholeNumber(annotation(resource, HELM_WEIGHT) ?? "") ?? 0,
      resource.id.name,
    ],
    name: `a ${hook} hook`,
    isHook: true,
    path: annotationPath(HELM_HOOK),
  };
}
