/** The values of an environment's Secrets are hidden wherever else they stand; ordinary words are not. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { createRedactor } from "../../src/redaction/redactor.ts";
import { config, field, formsOf, manifest, pod } from "./hidden.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const secret = (stringData: JsonObject): Manifest => manifest("Secret", { stringData });

function shown(one: Manifest, ...others: Manifest[]): Manifest {
  return createRedactor([one, ...others]).redact(one).manifest;
}

describe("a value of a Secret", () => {
  const S = 'Xy7"/q w9';
  const POSITIONS: Readonly<Record<string, (value: string) => Manifest>> = {
    "a field": (value) => field("note", value),
    "a part of a field": (value) => field("note", `before-${value}-behind`),
    "a label": (value) => manifest("Thing", { metadata: { name: "a", labels: { x: value } } }),
    "an argument": (value) => pod({ args: ["--x", value] }),
    "a ConfigMap": (value) => config("a.yaml", `a: b\nnote: ${value}\n`),
    JSON: (value) => config("a.json", JSON.stringify({ note: value })),
    "JSON in JSON": (value) => config("a.json", JSON.stringify({ note: JSON.stringify({ value }) })),
    "a URL": (value) => field("url", `https://example.com/${encodeURIComponent(value)}`),
    base64: (value) => field("note", base64(value)),
    "base64 with a line break": (value) => field("note", base64(`${value}\n`)),
    "base64 inside of more": (value) => field("note", base64(`x${value}y`)),
    "base64 inside of more, shifted": (value) => field("note", base64(`xx${value}yy`)),
    "base64 inside of more, at the beginning": (value) => field("note", base64(`${value}yy`)),
  };
  it.each(Object.entries(POSITIONS))("%s", (_name, at) => {
    for (const value of [S, "hunter2", "swordfish", "a+b/c=d?e"]) {
      for (const holder of [
        secret({ note: value, password: value }),
        manifest("Secret", { data: { password: base64(value) } }),
      ]) {
        const text = JSON.stringify(shown(at(value), holder));
        for (const form of formsOf(value)) expect(text).not.toContain(form);
        expect(text).toContain("<redacted>");
      }
    }
  });
  it("a part of one: a URL's password, a named key, a line of settings", () => {
    const holder = secret({
      url: "postgres://certctl:hunter2%21x@db/certctl",
      CERTCTL_API_KEYS_NAMED: "ops:Kq81xx:admin,agents:Zw92yy",
      "settings.env": "A=b\nDB_PASSWORD=opensesame1\n",
    });
    for (const value of ["hunter2!x", "Kq81xx", "Zw92yy", "opensesame1"]) {
      expect(shown(field("note", value), holder)).toEqual(field("note", "<redacted>"));
    }
  });
  it("in a number, and in a List of Secrets", () => {
    const holder = manifest("SecretList", { items: [secret({ pin: "123456789" })] });
    expect(shown(field("note", 123456789), holder)).toEqual(field("note", "<redacted>"));
  });
  it("of the other side", () => {
    expect(shown(field("note", "was-Hq7"), secret({ a: "new-Hq7" }), secret({ a: "was-Hq7" }))).toEqual(
      field("note", "<redacted>"),
    );
  });
});

describe("an ordinary word", () => {
  const neighbours = [
    manifest("Service", { metadata: { name: "certctl-db-1" } }),
    pod({ image: "example.com/team7/server:1" }),
  ];
  it.each([
    ["a common word, even as a password", { password: "postgres" }, "postgres"],
    ["a short one", { password: "ab1" }, "ab1"],
    ["a port", { PORT_SECRET: "5432" }, "5432"],
    ["a user", { username: "jdoe7" }, "jdoe7"],
    ["a host", { host: "db7.example.com" }, "db7.example.com"],
    ["a word under a key that promises nothing", { note: "canary" }, "canary"],
    ["an address without a login", { note: "https://vault.example.com/v1" }, "https://vault.example.com/v1"],
    ["a path", { note: "/var/lib/certctl" }, "/var/lib/certctl"],
    ["a name of an object", { password: "certctl-db-1" }, "certctl-db-1"],
    ["a part of an image", { password: "team7" }, "team7"],
    ["a field", { password: "containers" }, "containers"],
  ] as const)("%s", (_name, data, word) => {
    const one = field("note", `is ${word}`);
    const holder = secret(data);
    const redactor = createRedactor([one, holder, ...neighbours]);
    expect(redactor.redact(one).manifest).toBe(one);
    // The Secret itself never shows it.
    expect(redactor.redact(holder).manifest.stringData).toEqual(
      Object.fromEntries(Object.keys(data).map((key) => [key, "<redacted>"])),
    );
  });
  it("a short word of letters is hidden as a word only", () => {
    const holder = secret({ password: "swift" });
    expect(shown(field("note", "swift, swiftly and Openswift"), holder)).toEqual(
      field("note", "<redacted>, swiftly and Openswift"),
    );
  });
});
