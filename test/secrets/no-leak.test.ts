import { describe, expect, test } from "vitest";
import { writeYaml } from "../../src/k8s/yaml-write.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { makeSecrets } from "../../src/secrets/make.ts";
import { parsePresent } from "../../src/secrets/present-text.ts";
import { ROTATIONS, rotate } from "../../src/secrets/rotate.ts";
import { environment, testIo } from "./environment.ts";
import { allValues, asStored, refusal } from "./helpers.ts";

const env = environment();
const io = testIo("leak", new Date());
const stored = asStored(await makeSecrets(env, io));
const values = allValues(stored);

function expectNoValue(text: string, ...more: string[]): void {
  for (const secret of [...values, ...more])
    expect(text.includes(secret), "a secret value is in a message").toBe(false);
}

describe("no message holds a secret value", () => {
  test.each(ROTATIONS)("notes of %s", async (what) => {
    const { changed, notes } = await rotate(what, stored, env, io);
    expectNoValue(notes.join("\n"), ...allValues(changed));
  });

  // Every wanted key is damaged in every way at once with the others whole: whatever is refused must stay silent.
  const damages: Record<string, (text: string) => unknown> = {
    "cut off": (text) => text.slice(0, text.length / 2),
    "not text": (text) => [text],
    "not base64": (text) => `%${text}`,
    "another key": () => Buffer.from("agent:SECRET-one:SECRET-two:x,:SECRET-three").toString("base64"),
    "a broken key": () =>
      Buffer.from("-----BEGIN PRIVATE KEY-----\nSECRET-four\n-----END PRIVATE KEY-----\n").toString("base64"),
  };
  test.each(Object.keys(damages))("errors over values that are %s", async (kind) => {
    let refused = 0;
    for (const [index, secret] of stored.entries()) {
      for (const key of isObject(secret.data) ? Object.keys(secret.data) : []) {
        const data = {
          ...(secret.data as JsonObject),
          [key]: damages[kind]?.(String((secret.data as JsonObject)[key])),
        };
        const damaged = stored.with(index, { ...secret, data } as (typeof stored)[number]);
        for (const what of ROTATIONS) {
          try {
            const { notes } = await rotate(what, damaged, env, io);
            expectNoValue(notes.join("\n"), "SECRET");
          } catch {
            const { text } = await refusal(() => rotate(what, damaged, env, io));
            expectNoValue(text, "SECRET");
            refused += 1;
          }
        }
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  const yaml = stored.map(writeYaml).join("---\n");
  test.each([
    ["a mapping without its colon", yaml.replace("password: ", "password ")],
    ["a stray brace", yaml.replace("password: ", "password: {")],
    ["a stray quote", yaml.replace("password: ", 'password: "')],
    ["a tab", yaml.replace("  password: ", "\tpassword: ")],
    ["an alias", yaml.replace("password: ", "password: *")],
    ["a key twice", yaml.replace("  password: ", "  previous-password: ")],
    ["JSON with a hole", JSON.stringify(stored).replace('"password":', '"password"')],
    ["a bad directive", `%SECRET ${values[0]}\n%YAML ${values[1]}\n${yaml}`],
    ["no YAML at all", "}{"],
  ])("errors over text with %s", async (_, text) => {
    expect(text).not.toBe(yaml);
    const { text: said, error } = await refusal(() => rotate("database-password", parsePresent(text), env, io));
    expectNoValue(said, "SECRET");
    expect(error.findings[0]?.at.file ?? error.findings[0]?.at.path).toBeDefined();
  });
});

test("text of the API server's YAML is read whole, and an empty one as nothing", () => {
  expect(parsePresent(stored.map(writeYaml).join("---\n"))).toEqual(stored);
  expect(parsePresent(JSON.stringify({ kind: "List", items: stored }))).toEqual([{ kind: "List", items: stored }]);
  expect(parsePresent("")).toEqual([]);
});

test("names from the input can't reach prototypes", async () => {
  const documents = parsePresent("kind: Secret\nmetadata: {name: __proto__}\ndata: {__proto__: {password: eA==}}\n");
  await refusal(() => rotate("database-password", documents, env, io));
  expect(({} as Record<string, unknown>).password).toBeUndefined();
});
