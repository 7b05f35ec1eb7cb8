/** What is said of the input itself, beside what the rules find in its objects. */
import type { BaseRule } from "./rule.ts";

const rule = (name: string, title: string, severity: BaseRule["severity"] = "error"): BaseRule => ({
  name,
  severity,
  title,
});

export const INPUT_RULES: readonly BaseRule[] = [
  rule("charts-differ", "The charts that Flux installs hold what the kustomize tree beside them builds."),
  rule("duplicate-key", "No mapping has a key twice."),
  rule("not-an-object", "Every document among manifests is an object with apiVersion, kind and name."),
  rule("not-looked-at", "What an engine would render or fetch by itself is told, not passed over.", "info"),
];
