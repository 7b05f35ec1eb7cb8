import { describe, expect, it } from "vitest";
import { selectEnvironments } from "../../src/cli/select-environments.ts";
import { InputError } from "../../src/model/errors.ts";

const NAMES = ["argocd/eu-1", "argocd/us-1", "flux/eu-1", "flux/[old]", "standard input"];

function selected(...globs: string[]): readonly string[] {
  return selectEnvironments(
    NAMES.map((name) => ({ name })),
    globs,
  ).map(({ name }) => name);
}

function refusals(...globs: string[]): readonly string[] {
  try {
    selected(...globs);
  } catch (error) {
    if (error instanceof InputError) return error.findings.map((f) => `${f.at.path}: ${f.message}. ${f.fix}`);
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("--env", () => {
  it.each([
    [[], NAMES],
    [["flux/*"], ["flux/eu-1", "flux/[old]"]],
    [["eu-*"], ["argocd/eu-1", "flux/eu-1"]],
    [["{argocd,flux}/eu-1"], ["argocd/eu-1", "flux/eu-1"]],
    [["**"], NAMES],
    [["flux/[old]"], ["flux/[old]"]],
    [["standard input"], ["standard input"]],
    [
      ["us-1", "flux/eu-1"],
      ["argocd/us-1", "flux/eu-1"],
    ],
    [["!flux/**"], ["argocd/eu-1", "argocd/us-1", "standard input"]],
    [["eu-1", "!flux/*"], ["argocd/eu-1"]],
    [["!nowhere"], NAMES],
  ])("%j", (globs, names) => {
    expect(selected(...globs)).toEqual(names);
  });
  it("refuses what matches nothing, each with what was meant", () => {
    expect(refusals("eu-2", "flux/*", "argocd/eu1", "x*")).toEqual([
      '--env eu-2: no environment is named "eu-2". Did you mean eu-1? There are: argocd/eu-1, argocd/us-1, flux/eu-1, flux/[old], standard input.',
      '--env argocd/eu1: no environment is named "argocd/eu1". Did you mean argocd/eu-1? There are: argocd/eu-1, argocd/us-1, flux/eu-1, flux/[old], standard input.',
      '--env x*: no environment is named "x*". There are: argocd/eu-1, argocd/us-1, flux/eu-1, flux/[old], standard input.',
    ]);
  });
});
