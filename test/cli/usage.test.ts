import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SCHEMA } from "../../src/fleet/schema.ts";
import { type Place, place } from "../support/cli.ts";

let here: Place;
beforeEach(() => {
  here = place();
});
afterEach(() => here.remove());

const ESCAPE = "\u001b[";

describe("help", () => {
  it("tells the exit codes and the commands", async () => {
    const { code, out, err } = await here.cli("--help");
    expect([code, err]).toEqual([0, ""]);
    for (const word of ["Exit codes:", "0  all is well", "1  ", "2  ", "3  ", "gen", "build", "secrets", "schema"])
      expect(out).toContain(word);
  });
  it.each([["gen"], ["build"], ["secrets"], ["schema"]])("of %s is there", async (command) => {
    const { code, out } = await here.cli(command, "--help");
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Usage: certctl-gitops ${command}`));
  });
  it("without a command is on stderr, with exit 2", async () => {
    const { code, out, err } = await here.cli();
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("Usage:");
  });
  it("tells the version", async () => {
    for (const flag of ["--version", "-V"])
      expect(await here.cli(flag)).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe("a word that is none", () => {
  it.each([
    [["gem"], "gen"],
    [["secret"], "secrets"],
    [["gen", "dev", "--dryrun"], "--dry-run"],
    [["gen", "dev", "--cluser", "x"], "--cluster"],
    [["gen", "dv"], "dev"],
    [["gen", "single-nod"], "single-node"],
    [["secrets", "ha", "--lst"], "--list"],
    [["build", "--outptu", "x"], "--output"],
  ])("%j: did you mean %s?", async (argv, meant) => {
    const { code, out, err } = await here.cli(...argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(new RegExp(`[Dd]id you mean ${meant}\\?`));
    expect(here.files()).toEqual({});
  });
  it.each([
    [["gen", "dev", "ha"]],
    [["gen", "dev", "--cluster"]],
    [["gen", "dev", "--engine", "x"]],
    [["schema", "x"]],
    [["--color", "blue", "schema"]],
  ])("%j is exit 2", async (argv) => {
    expect((await here.cli(...argv)).code).toBe(2);
    expect(here.files()).toEqual({});
  });
});

describe("schema", () => {
  it("prints the schema, and nothing else", async () => {
    const { code, out, err } = await here.cli("schema");
    expect([code, err, JSON.parse(out)]).toEqual([0, "", SCHEMA]);
  });
});

describe("colours", () => {
  const coloured = async (outside: { env?: Record<string, string>; terminal?: boolean }, ...argv: string[]) => {
    const { out, err } = await here.cliWith(outside, ...argv, "gen", "dev", "--dry-run");
    return (out + err).includes(ESCAPE);
  };
  it.each([
    ["a pipe", {}, [], false],
    ["a terminal", { terminal: true }, [], true],
    ["a dumb terminal", { terminal: true, env: { TERM: "dumb" } }, [], false],
    ["NO_COLOR", { terminal: true, env: { NO_COLOR: "1" } }, [], false],
    ["an empty NO_COLOR", { terminal: true, env: { NO_COLOR: "" } }, [], true],
    ["FORCE_COLOR in a pipe", { env: { FORCE_COLOR: "1" } }, [], true],
    ["FORCE_COLOR=0 in a terminal", { terminal: true, env: { FORCE_COLOR: "0" } }, [], false],
    ["NO_COLOR and FORCE_COLOR", { env: { NO_COLOR: "1", FORCE_COLOR: "1" } }, [], false],
    ["--color always and NO_COLOR", { env: { NO_COLOR: "1" } }, ["--color", "always"], true],
    ["--color never in a terminal", { terminal: true }, ["--color", "never"], false],
    ["--color auto and NO_COLOR", { terminal: true, env: { NO_COLOR: "1" } }, ["--color", "auto"], false],
    ["the variable of --color", { env: { CERTCTL_GITOPS_COLOR: "always" } }, [], true],
  ] as [string, { env?: Record<string, string>; terminal?: boolean }, string[], boolean][])(
    "%s",
    async (_name, outside, argv, expected) => {
      expect(await coloured(outside, ...argv)).toBe(expected);
    },
  );
  it("are in no message of a refusal where they were switched off", async () => {
    const { err } = await here.cliWith({ terminal: true }, "--color", "never", "gen", "dev", "--set", "x=1");
    expect(err).not.toContain(ESCAPE);
  });
  it("are never in what a machine reads", async () => {
    expect((await here.cliWith({ terminal: true }, "--color", "always", "schema")).out).not.toContain(ESCAPE);
    expect((await here.cliWith({ terminal: true }, "--color", "always", "secrets", "dev")).out).not.toContain(ESCAPE);
  });
});

describe("hostile names", () => {
  // Moves the cursor, sets a title, turns the direction of text, breaks the line.
  const HOSTILE = [
    "\u001b[2J\u001b[H",
    "\u001b]0;title\u0007",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\u009b31m",
    "a\rb",
    "\u200fx",
  ];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  const LIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))("%s is inert in every message", async (_name, text) => {
    const file = (cluster: object, more: object = {}) =>
      here.write(
        "certctl-gitops.yaml",
        JSON.stringify({
          apiVersion: "certctl-gitops/v1alpha1",
          kind: "Fleet",
          ...more,
          clusters: [{ name: "a", profile: "dev", ...cluster }],
        }),
      );
    const said = [
      await here.cli("gen", "dev", "--cluster", text),
      await here.cli("gen", text),
      await here.cli("gen", "dev", "--set", `${text}=1`),
      await here.cli("gen", "dev", "--set", text),
      await here.cli("gen", "dev", "--set", `own.config=${text}`),
      await here.cli(
        "gen",
        "dev",
        "--set",
        `accept=[{rule: "${JSON.stringify(text).slice(1, -1)}", reason: "because we can"}]`,
      ),
      await here.cli("gen", "dev", "--git-revision", text),
      await here.cli("gen", "dev", "--git-path", `/${text}`),
      await here.cli("gen", "dev", "--file", text),
      await here.cli("secrets", text),
      await here.cli("secrets", "dev", "--only", text),
      await here.cli("secrets", "dev", "--rotate", text, "--from", "-"),
      await here.cli("build", text),
      await here.cli("build", ".", "-o", `${text}/x`),
      await here.cli(text),
      await here.cli("gen", `--${text}`),
      await here.cli("gen", "dev", "--engine", text),
    ];
    for (const [settings, more] of [
      [{ name: text }, {}],
      [{ profile: text }, {}],
      [{ [text]: 1 }, {}],
      [{ labels: { [text]: "x" } }, {}],
      [{ labels: { a: text } }, {}],
      [{ tls: { source: text } }, {}],
      [{ auth: { type: text } }, {}],
      [{ own: { config: text } }, {}],
      [{}, { [text]: 1 }],
      [{}, { git: { url: text } }],
    ] as [object, object][]) {
      file(settings, more);
      said.push(await here.cli("gen"));
    }
    for (const { code, out, err } of said) {
      expect(code, err).toBe(2);
      expect(out + err).not.toMatch(LIVE);
      expect(err).not.toMatch(/bug of certctl/);
    }
  });
  it("in the text of a fleet file itself are inert, too", async () => {
    here.write("certctl-gitops.yaml", "a: \u001b[2J\nb: '\n");
    const { code, err } = await here.cli("gen");
    expect(code).toBe(2);
    expect(err).not.toMatch(LIVE);
  });
  it("of recorded files that are gone are inert", async () => {
    await here.cli("gen", "dev");
    const lock = here.read("out/certctl-gitops.lock");
    here.write("out/certctl-gitops.lock", `${lock}${"0".repeat(64)}  clusters/\u202ex/kustomization.yaml\n`);
    here.write("out/clusters/\u202ex/kustomization.yaml", "x\n");
    here.write("certctl-gitops.yaml", "apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\nclusters: []\n");
    for (const argv of [["gen", "--dry-run"], ["gen", "--check"], ["gen"]]) {
      const { out, err } = await here.cli(...argv);
      expect(out + err).not.toMatch(LIVE);
      expect(out + err).toContain("\\u202ex");
    }
  });
});
