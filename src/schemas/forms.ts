/** The forms that a value may have besides its type: all of some, any of some, exactly one, and never one. */
import { pathText, type SchemaProblem, type Step } from "./problem.ts";
import type { Forms, Rule } from "./rule.ts";

/** All problems of a value with one rule. */
type Inside = (rule: Rule) => readonly SchemaProblem[];

export function formProblems(forms: Forms, path: readonly Step[], inside: Inside): readonly SchemaProblem[] {
  const { all, any, one, not } = forms;
  const problems = all.flatMap(inside);
  if (any.length > 0) problems.push(...anyProblems(any, path, inside));
  if (one.length > 0) problems.push(...oneProblems(one, path, inside));
  if (not !== undefined && inside(not).length === 0) {
    const words = not.required.length > 0 ? `has ${not.required.join(", ")}, which must not be there` : undefined;
    problems.push(problem(path, words ?? "has a value that it must not have", "Change it, or leave it out."));
  }
  return problems;
}

function anyProblems(any: readonly Rule[], path: readonly Step[], inside: Inside): SchemaProblem[] {
  const found: (readonly SchemaProblem[])[] = [];
  for (const rule of any) {
    const problems = inside(rule);
    if (problems.length === 0) return [];
    found.push(problems);
  }
  return [none(any, found, path)];
}

function oneProblems(one: readonly Rule[], path: readonly Step[], inside: Inside): SchemaProblem[] {
  const found = one.map(inside);
  const fitting = one.filter((_, i) => found[i]?.length === 0);
  if (fitting.length === 1) return [];
  if (fitting.length === 0) return [none(one, found, path)];
  const names = namesOf(fitting);
  if (names !== undefined)
    return [problem(path, `has ${names.join(" and ")}, of which one may be there`, `Keep one of ${names.join(", ")}.`)];
  return [
    problem(
      path,
      `fits ${fitting.length} of the forms that it may have, and must fit one`,
      "Leave out what makes it ambiguous.",
    ),
  ];
}

/** What is said where no form fits: the fields of which one is missing, or what the nearest form asks for. */
function none(
  rules: readonly Rule[],
  found: readonly (readonly SchemaProblem[])[],
  path: readonly Step[],
): SchemaProblem {
  const names = namesOf(rules);
  const isMissing = found.every((problems) => problems.every(({ rule }) => rule === "required-field"));
  if (names !== undefined && isMissing) {
    return problem(path, `has none of ${names.join(", ")}, of which it needs one`, `Add one of ${names.join(", ")}.`);
  }
  const nearest = [...found].sort((a, b) => a.length - b.length)[0]?.[0];
  return problem(path, `fits none of the ${rules.length} forms that it may have`, nearest?.fix ?? "Change it.");
}

/** The fields that tell the forms from each other, where each form asks for fields and nothing else tells them apart. */
function namesOf(rules: readonly Rule[]): readonly string[] | undefined {
  return rules.every((rule) => rule.required.length > 0)
    ? [...new Set(rules.flatMap((rule) => rule.required))]
    : undefined;
}

function problem(path: readonly Step[], says: string, fix: string): SchemaProblem {
  return { rule: "invalid-value", path, message: `${pathText(path)} ${says}`, fix };
}
