/** `accept` turns a coherence refusal into a warning that is said on every run. */
import type { Finding } from "../../model/finding.ts";
import { nearName } from "../../model/near-name.ts";
import { FLEET_RULES } from "./index.ts";
import { type Subject, toFinding } from "./rule.ts";

/** Every problem of the subject; those that it accepts are warnings, and a wrong `accept` is a problem too. */
export function checkRules(subject: Subject): Finding[] {
  const accepted = new Map((subject.settings.accept ?? []).map((a) => [a.rule, a.reason]));
  const findings: Finding[] = [];
  for (const rule of FLEET_RULES) {
    const reason = rule.acceptable ? accepted.get(rule.name) : undefined;
    for (const problem of rule.check(subject)) {
      const finding = toFinding(rule.name, problem, subject);
      if (reason === undefined) findings.push(finding);
      else findings.push({ ...finding, severity: "warning", accepted: reason });
    }
  }
  return [...findings, ...wrongAccepts(subject)];
}

function wrongAccepts(subject: Subject): Finding[] {
  const acceptable = FLEET_RULES.filter((rule) => rule.acceptable).map((rule) => rule.name);
  return (subject.settings.accept ?? []).flatMap((entry, i) => {
    if (acceptable.includes(entry.rule)) return [];
    const known = FLEET_RULES.some((rule) => rule.name === entry.rule);
    const near = nearName(entry.rule, acceptable);
    const message = known
      ? `rule ${entry.rule} can't be accepted: there is no bundle that works without it`
      : `accept names rule ${entry.rule}, which does not exist`;
    const fix = `${!known && near !== undefined ? `Did you mean ${near}? ` : ""}These can be accepted: ${acceptable.join(", ")}.`;
    return [toFinding("accept", { path: ["accept", i, "rule"], message, fix }, subject)];
  });
}
