/** What around `diff` has a say in its reports: variables that stand for flags do, and nothing else. */
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Said } from "../support/cli.ts";
import { configMap, diffRepository, FLEET } from "../support/diff.ts";
import { GIT_ENVIRONMENT } from "../support/repository.ts";

const places: { remove(): void }[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});
const kept = <T extends { remove(): void }>(one: T): T => {
  places.push(one);
  return one;
};

it("gives the same bytes again, from elsewhere, in any language and time zone", async () => {
  const at = kept(
    diffRepository({
      ...FLEET,
      "us/kustomization.yaml": "resources: [o.yaml]\n",
      "us/o.yaml": configMap("o"),
      "\u00e4/o.yaml": configMap("o"),
      "Z/o.yaml": configMap("o"),
    }),
  );
  at.write("base/settings.yaml", configMap("settings", "\u00e4: 1\nz: 1\nA: 1\n_: 1.5"));
  at.write("us/kustomization.yaml", "resources: [nowhere]\n");
  for (const folder of ["\u00e4", "Z"]) at.write(`${folder}/o.yaml`, configMap("o", "a: c"));
  const formats = ["text", "json", "markdown", "summary", "html", "github"];
  const bytes = async (env: Readonly<Record<string, string>>, from?: string): Promise<Record<string, string>> => {
    const outputs = formats.flatMap((format) => ["-o", `${format}=${join(at.path, ".git", format)}`]);
    const outside = { env: { ...GIT_ENVIRONMENT, ...env }, ...(from === undefined ? {} : { at: from }) };
    const { code, err } = await at.cliWith(outside, "diff", ...outputs);
    expect([code, err]).toEqual([3, ""]);
    return Object.fromEntries(formats.map((format) => [format, at.read(`.git/${format}`)]));
  };
  const first = await bytes({});
  expect(await bytes({})).toEqual(first);
  expect(
    await bytes({ TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", LANG: "sv_SE.UTF-8", LANGUAGE: "de" }, "base"),
  ).toEqual(first);
});

describe("variables of the environment", () => {
  it("stand for flags, which win over them", async () => {
    const at = kept(diffRepository(FLEET));
    at.write("base/settings.yaml", configMap("settings", "a: c"));
    at.commit("second");
    const diff = (env: Readonly<Record<string, string>>, ...argv: string[]): Promise<Said> => {
      const named = Object.entries(env).map(([name, value]) => [`CERTCTL_GITOPS_${name}`, value]);
      return at.cliWith({ env: { ...GIT_ENVIRONMENT, ...Object.fromEntries(named) } }, "diff", ...argv);
    };
    expect(await diff({ BASE: "HEAD~1", HEAD: "HEAD", EXIT_CODE: "true" })).toEqual(
      await at.diff("--base", "HEAD~1", "--head", "HEAD", "--exit-code"),
    );
    expect((await diff({ BASE: "HEAD~1", EXIT_CODE: "true" })).code).toBe(1);
    expect((await diff({ BASE: "HEAD~1", EXIT_CODE: "false" })).code).toBe(0);
    expect((await diff({ BASE: "HEAD~1", DIFF_EXIT_CODE: "7", EXIT_CODE: "1" })).code).toBe(7);
    expect((await diff({ BASE: "HEAD~1", DIFF_EXIT_CODE: "7" }, "--diff-exit-code", "0")).code).toBe(0);
    expect((await diff({ BASE: "nowhere" }, "--base", "HEAD~1")).code).toBe(0);
    expect((await diff({ BASE: "nowhere" })).code).toBe(2);
    const { out } = await diff(
      { BASE: "HEAD~1", COMMENT_ID: "nightly", LINK: "https://example.com/full" },
      "-o",
      "markdown",
    );
    expect(out.split("\n")[0]).toBe("<!-- certctl-gitops diff nightly -->");
    const full = await diff({ BASE: "HEAD~1", FULL: "1", COLOR: "always" });
    expect(full).toEqual(await at.diff("--base", "HEAD~1", "--full", "--color", "always"));
  });

  it("that are wrong are told", async () => {
    const at = kept(diffRepository(FLEET));
    const { code, out, err } = await at.cliWith(
      { env: { ...GIT_ENVIRONMENT, CERTCTL_GITOPS_EXIT_CODE: "yes" } },
      "diff",
    );
    expect([code, out, err]).toEqual([
      2,
      "",
      `error: CERTCTL_GITOPS_EXIT_CODE is "yes" [environment]
  at   CERTCTL_GITOPS_EXIT_CODE
  fix  It can be true or false.
1 problem: nothing was written.
`,
    ]);
  });
});
