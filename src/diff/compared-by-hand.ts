/** What to do about things that are not looked at, in the words of a comparison: they have two sides, and no stream has. */
import type { Finding } from "../model/finding.ts";

const PIPED = /`(.+?) \| certctl-gitops validate -`/;

/** A finding whose fix pipes what renders it into `validate` says how to compare it; any other is as it was. */
export function comparedByHand(finding: Finding): Finding {
  const [, command] = PIPED.exec(finding.fix) ?? [];
  if (command === undefined) return finding;
  const rendered = command === "..." ? "" : `: \`${command} > before/x.yaml\`, and the same into \`after\``;
  return {
    ...finding,
    fix: `Render both sides into two folders${rendered}; then compare those: \`certctl-gitops diff before after\`.`,
  };
}
