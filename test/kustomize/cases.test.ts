/** Every case folder builds to what kustomize 5.8.1 wrote for it, or fails with the rule that it names. */
import { describe, expect, it } from "vitest";
import { buildKustomization, treeSource } from "../../src/kustomize/build.ts";
import { parseDocuments } from "../../src/kustomize/documents.ts";
import { InputError } from "../../src/model/errors.ts";
import { readCases } from "./case-files.ts";

const cases = readCases();
const errorOf = (build: () => unknown): unknown => {
  try {
    build();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("kustomization cases", () => {
  it.each(cases.filter((one) => one.error === undefined && one.refused === undefined))("builds $name", (one) => {
    const expected = parseDocuments(one.expected ?? "", one.name, "1.2").filter((document) => document !== null);
    expect(buildKustomization(treeSource(one.tree), one.directory)).toEqual(expected);
  });

  it.each(cases.filter((one) => one.error !== undefined || one.refused !== undefined))("refuses $name", (one) => {
    const error = errorOf(() => buildKustomization(treeSource(one.tree), one.directory));
    expect(error).toBeInstanceOf(InputError);
    const [finding] = (error as InputError).findings;
    if (one.error !== undefined) expect(finding?.rule).toBe(one.error);
    expect(finding?.at.file).toBeTruthy();
    expect(finding?.fix).toBeTruthy();
  });
});
