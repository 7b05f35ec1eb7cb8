/** The shape of what comes out: the same keys and lengths, pointers, texts that keep their form, nothing done twice. */
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../src/model/manifest.ts";
import { createRedactor } from "../../src/redaction/redactor.ts";
import { messageWithoutSecrets } from "../../src/redaction/said.ts";
import { config, field, manifest, pod, redact } from "./hidden.ts";

const text = (one: string): unknown => redact(config("a", one)).manifest.data;

describe("redact", () => {
  it("keeps the structure, and shares what has no secret", () => {
    const one = pod({
      env: [
        { name: "A~B/C", value: "x" },
        { name: "DB_PASSWORD", value: "hunter2" },
      ],
      args: ["--db", "postgres://u:p@db/x", "--api-key", "y"],
    });
    const { manifest: shown, redacted } = redact(one);
    expect(shown).toEqual(
      pod({
        env: [
          { name: "A~B/C", value: "x" },
          { name: "DB_PASSWORD", value: "<redacted>" },
        ],
        args: ["--db", "postgres://<redacted>@db/x", "--api-key", "<redacted>"],
      }),
    );
    expect([...redacted]).toEqual([
      "/spec/containers/0/env/1/value",
      "/spec/containers/0/args/1",
      "/spec/containers/0/args/3",
    ]);
    expect(shown.metadata).toBe(one.metadata);
  });
  it("escapes pointers, and leaves hostile names of fields alone", () => {
    const one = manifest("Secret", { data: JSON.parse('{"a/b~c": "x", "__proto__": "y"}') });
    const { manifest: shown, redacted } = redact(one);
    expect([...redacted]).toEqual(["/data/a~1b~0c", "/data/__proto__"]);
    expect(Object.keys(shown.data as object)).toEqual(["a/b~c", "__proto__"]);
    expect(JSON.stringify(shown)).toContain('"__proto__":"<redacted>"');
  });
  it("shows neither length nor type, and what has no value", () => {
    const one = manifest("Secret", { data: { a: "", b: "eA==", c: null, d: 1, e: true, f: {} } });
    expect(redact(one).manifest.data).toEqual({
      a: "<redacted>",
      b: "<redacted>",
      c: null,
      d: "<redacted>",
      e: "<redacted>",
      f: {},
    });
  });
  it("looks at an object once, and at the Secrets when they are needed", () => {
    let asked = 0;
    const manifests: Iterable<Manifest> = {
      [Symbol.iterator]: () => {
        asked += 1;
        return [][Symbol.iterator]();
      },
    };
    const redactor = createRedactor(manifests);
    const one = field("password", "x1");
    expect(asked).toBe(0);
    expect(redactor.redact(one)).toBe(redactor.redact(one));
    redactor.redactText("some text");
    expect(asked).toBe(1);
  });
  it("what is redacted stays as it is", () => {
    const one = manifest("Thing", { data: { text: "password: hunter2\nurl: amqp://a:b@c\n" }, stringData: { a: "x" } });
    const { manifest: once } = redact(one);
    expect(redact(once).manifest).toBe(once);
  });
});

describe("texts keep their form", () => {
  it.each([
    [
      "YAML",
      "a: b # c\ndb:\n    password:   hunter2   # why\n    list: [1, 2]\n",
      "a: b # c\ndb:\n    password:   <redacted>   # why\n    list: [1, 2]\n",
    ],
    ["quotes", "password: \"hunter2\"\ntoken: 'it''s'\n", "password: \"<redacted>\"\ntoken: '<redacted>'\n"],
    [
      "a block",
      "db:\n  password: |\n    hunter2\n    hunter3\n  a: b\n",
      "db:\n  password: |\n    <redacted>\n  a: b\n",
    ],
    ["JSON", '{"password": 12345, "a": [ 1 ]}', '{"password": "<redacted>", "a": [ 1 ]}'],
    [
      "a Secret in YAML",
      "kind: Secret\ndata:\n  a: eA==\n  b: eQ==\ntype: Opaque\n",
      "kind: Secret\ndata:\n  a: <redacted>\n  b: <redacted>\ntype: Opaque\n",
    ],
    ["settings of lines", "a=b\npassword=hunter2\nc=d\n", "a=b\npassword=<redacted>\nc=d\n"],
    ["a DSN", "host=x password=hunter2 sslmode=disable", "host=x password=<redacted> sslmode=disable"],
    ["a DSN that begins with it", "password=hunter2 host=x", "password=<redacted> host=x"],
    [
      "a text in a text",
      "inner: |\n  # x\n  password: hunter2\n  a: b\n",
      "inner: |\n  # x\n  password: <redacted>\n  a: b\n",
    ],
    [
      "a certificate beside its key",
      "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\nMII\n-----END EC PRIVATE KEY-----\n",
      "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n<redacted>\n",
    ],
  ])("%s", (_name, one, expected) => {
    expect(text(one)).toEqual({ a: expected });
  });
});

describe("great texts take no longer than they are great", () => {
  const many = (one: (n: number) => string, between = "\n", length = 15_000): string =>
    Array.from({ length }, (_, n) => one(n)).join(between);
  it.each<[string, () => unknown]>([
    ["a line full of names", () => text(many(() => "token=x", " ", 60_000))],
    ["a line full of headers", () => text(many(() => "Authorization: ", "", 60_000))],
    ["YAML full of secrets", () => text(many((n) => `k${n}: {password: a${n}}`))],
    [
      "fields full of secrets",
      () => redact(field("a", JSON.parse(`{${many((n) => `"k${n}": {"password": "x"}`, ",")}}`))),
    ],
    ["a message full of quotes", () => messageWithoutSecrets('"\\'.repeat(100_000))],
  ])("%s", (_name, step) => {
    const start = process.hrtime.bigint();
    step();
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(4000);
  });
});

describe("redactText", () => {
  const redactor = createRedactor([manifest("Secret", { stringData: { password: "Hq7-zz" } })]);
  it.each([
    ["a line of a source", "  - password=hunter2", "  - password=<redacted>"],
    ["a line of a source with a Secret's value", "  - note=Hq7-zz", "  - note=<redacted>"],
    [
      "an error with a URL",
      "cannot clone https://me:tok@example.com/a.git: exit 128",
      "cannot clone https://<redacted>@example.com/a.git: exit 128",
    ],
    ["an excerpt of a Secret", "kind: Secret\nstringData:\n  a: x\n", "kind: Secret\nstringData:\n  a: <redacted>\n"],
    [
      "a part of a Secret that is no whole document",
      "  stringData:\n    a: x\n b: [\n",
      "  stringData:\n    a: <redacted>\n b: [\n",
    ],
    [
      "JSON in JSON",
      String.raw`"last": "{\"password\":\"hunter2\",\"a\":1}"`,
      String.raw`"last": "{\"password\":\"<redacted>\",\"a\":1}"`,
    ],
    [
      "no secret",
      "no such file: secrets/db.yaml (secretName certctl-db)",
      "no such file: secrets/db.yaml (secretName certctl-db)",
    ],
  ])("%s", (_name, one, expected) => {
    expect(redactor.redactText(one)).toBe(expected);
  });
});
