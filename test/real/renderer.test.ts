/** The recorded cases are what the real kustomize prints today, and our renderer prints the same bytes. */
import { describe, expect, it } from "vitest";
import { type Case, readCases } from "../kustomize/case-files.ts";
import { KNOWN_DIFFERENCES } from "../kustomize/known-differences.ts";
import { render } from "../kustomize/render.ts";
import { kustomizeBuild } from "./kustomize-build.ts";

const cases = readCases();

describe.each(cases)("$name", (one: Case) => {
  it("is recorded as kustomize prints it", async () => {
    const { stdout, stderr } = await kustomizeBuild(one.directory);
    expect(stdout).toEqual(one.expected);
    if (stdout !== undefined) expect(stderr).toEqual(one.stderr);
  });

  const reason = KNOWN_DIFFERENCES[one.name];
  it(reason === undefined ? "is rendered alike" : `still differs: ${reason}`, () => {
    const rendered = render(one.directory);
    if (reason !== undefined) expect(rendered).not.toEqual({ stdout: one.expected, stderr: one.stderr });
    else if (one.expected === undefined) expect(rendered).toHaveProperty("error");
    else expect(rendered).toEqual({ stdout: one.expected, stderr: one.stderr });
  });
});
