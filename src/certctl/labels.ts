/** The labels by which the parts of certctl are known to selectors, policies and people. */

/** A part of certctl that runs in pods of its own. */
export type Part = "server" | "database" | "credentials" | "migrate" | "enroll" | "agent";

export const PART_OF: Record<string, string> = { "app.kubernetes.io/part-of": "certctl" };

/** Every part's pods, and no other. */
export const ALL_PARTS: Record<string, string> = { "app.kubernetes.io/name": "certctl" };

/** Selectors use these two only: they are immutable in a Deployment, so nothing that may change belongs here. */
export function selectorLabels(part: Part): Record<string, string> {
  return { ...ALL_PARTS, "app.kubernetes.io/component": part };
}

export function labels(part: Part): Record<string, string> {
  return { ...selectorLabels(part), ...PART_OF };
}
