/** Kinds out of CustomResourceDefinitions, and objects that are checked by them. */
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { InputError } from "../../src/model/errors.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { checkManifest } from "../../src/schemas/check.ts";
import { kindsOfCrd } from "../../src/schemas/crd.ts";
import { shippedSchemas } from "../support/kinds.ts";

const definition = (schema: string, rest = ""): Manifest =>
  parse(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: ${schema}}}
    - {name: v0, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
    ${rest}
`) as Manifest;

function problems(schema: string, spec: string): string[] {
  const schemas = shippedSchemas();
  schemas.add(definition(`{type: object, properties: {spec: ${schema}}}`));
  const found = schemas.find("example.com/v1", "Thing");
  if (found === undefined) throw new Error("the kind was not added");
  const manifest = parse(`{apiVersion: example.com/v1, kind: Thing, metadata: {name: a}, spec: ${spec}}`) as Manifest;
  return checkManifest(manifest, found).map(({ message }) => message);
}

describe("the kinds of a definition", () => {
  it("are the versions that it serves", () => {
    const tables = kindsOfCrd(
      definition(
        "{type: object}",
        "- {name: v2, served: true, storage: false, schema: {openAPIV3Schema: {type: object}}}",
      ),
    );
    expect(tables.map(({ apiVersion, kind, namespaced }) => [apiVersion, kind, namespaced])).toEqual([
      ["example.com/v1", "Thing", true],
      ["example.com/v2", "Thing", true],
    ]);
  });

  it("come before those that we ship", () => {
    const schemas = shippedSchemas();
    const own = definition("{type: object, properties: {spec: {type: object, properties: {mine: {type: string}}}}}");
    const spec = { ...(own.spec as JsonObject), group: "cert-manager.io", names: { kind: "Certificate" } };
    schemas.add({ ...own, spec });
    expect(schemas.find("cert-manager.io/v1", "Certificate")?.table.schema.properties?.spec?.properties).toEqual({
      mine: { type: "string" },
    });
  });

  it("are known by name, and their group too", () => {
    const schemas = shippedSchemas();
    expect(schemas.hasGroup("example.com/v1")).toBe(false);
    schemas.add(definition("{type: object}"));
    expect(schemas.hasGroup("example.com/v9")).toBe(true);
    expect(schemas.kinds()).toContainEqual({ apiVersion: "example.com/v1", kind: "Thing" });
    expect(schemas.find("example.com/v0", "Thing")).toBeUndefined();
  });

  it("hold no words of the definition but names", () => {
    const schema =
      "{type: object, description: long, properties: {spec: {type: string, description: long, example: long, title: long}}}";
    expect(JSON.stringify(kindsOfCrd(definition(schema)))).not.toContain("long");
  });
});

describe("a definition that is wrong", () => {
  const messages = (manifest: Manifest): string[] => {
    try {
      kindsOfCrd(manifest);
    } catch (error) {
      if (error instanceof InputError) return error.findings.map(({ message, fix }) => `${message} | ${fix}`);
      throw error;
    }
    return [];
  };
  const name = "CustomResourceDefinition.apiextensions.k8s.io things.example.com";
  it("of an old version", () => {
    expect(messages({ ...definition("{type: object}"), apiVersion: "apiextensions.k8s.io/v1beta1" })).toEqual([
      `${name}: apiVersion is apiextensions.k8s.io/v1beta1, which Kubernetes serves no more since 1.22 | Use apiextensions.k8s.io/v1.`,
    ]);
  });
  it("without what names its kinds, all told at once", () => {
    expect(messages({ ...definition("{type: object}"), spec: { versions: [{ served: true }] } })).toEqual([
      `${name}: spec.group is no text, so its kinds are not known | Write spec.group.`,
      `${name}: spec.names.kind is no text, so its kinds are not known | Write spec.names.kind.`,
      `${name}: spec.versions[0].name is no text, so its kinds are not known | Write spec.versions[0].name.`,
      `${name}: spec.versions[0].schema.openAPIV3Schema is no schema, so no object can be checked by it | Write the schema; \`type: object\` at least.`,
    ]);
  });
  it("without versions", () => {
    expect(messages({ ...definition("{type: object}"), spec: { group: "a", names: { kind: "A" } } })).toEqual([
      `${name}: spec.versions is no list of versions, so it has no kind | List the versions, each with its schema.`,
    ]);
  });
});

describe("what a definition can ask for", () => {
  it.each([
    ["a pattern", "{type: string, pattern: '^a+$'}", "aa", "b", "spec must match ^a+$"],
    [
      "a pattern that ignores case",
      "{type: string, pattern: '^(?i)(abort|warn)?$'}",
      "Warn",
      "b",
      "spec must match ^(?i)(abort|warn)?$",
    ],
    ["a pattern that JavaScript has not", "{type: string, pattern: '[[:foo'}", "anything", undefined, ""],
    ["a least number", "{type: integer, minimum: 2}", "2", "1", "spec must be at least 2"],
    ["a number above", "{type: number, minimum: 2, exclusiveMinimum: true}", "2.5", "2", "spec must be more than 2"],
    ["a largest number", "{type: integer, maximum: 2}", "2", "3", "spec must be at most 2"],
    ["a number below", "{type: number, maximum: 2, exclusiveMaximum: true}", "1.5", "2", "spec must be less than 2"],
    ["multiples", "{type: integer, multipleOf: 5}", "10", "11", "spec must be a multiple of 5"],
    ["a length", "{type: string, minLength: 1, maxLength: 2}", "😀😀", "abc", "spec must have 2 characters at most"],
    ["some length", "{type: string, minLength: 1}", "a", "''", "spec must have 1 character at least"],
    [
      "a count of items",
      "{type: array, maxItems: 1, items: {type: string}}",
      "[a]",
      "[a, b]",
      "spec must have 1 item at most",
    ],
    [
      "a count of fields",
      "{type: object, minProperties: 1, additionalProperties: {type: string}}",
      "{a: b}",
      "{}",
      "spec must have 1 field at least",
    ],
    [
      "items that differ",
      "{type: array, x-kubernetes-list-type: set, items: {type: string}}",
      "[a, b]",
      "[a, a]",
      "spec must have no item twice",
    ],
    ["a single word", "{type: string, enum: [A]}", "A", "B", "spec must be A"],
    ["numbers of a list", "{type: integer, enum: [1, 2]}", "2", "3", "spec must be one of 1, 2"],
    ["an address", "{type: string, format: ipv4}", "10.0.0.1", "10.0.0.256", "spec must be an IPv4 address"],
    ["an IPv6 address", "{type: string, format: ipv6}", '"fe80::1"', "fe80", "spec must be an IPv6 address"],
    ["a range", "{type: string, format: cidr}", "10.0.0.0/8", "10.0.0.0", "spec must be a range such as 10.0.0.0/8"],
    [
      "a date",
      "{type: string, format: date}",
      "'2026-01-31'",
      "'2026-13-31'",
      "spec must be a date such as 2006-01-02",
    ],
    ["a UUID", "{type: string, format: uuid}", "123e4567-e89b-12d3-a456-426614174000", "x123", "spec must be a UUID"],
    [
      "null where it is nullable",
      "{type: string, nullable: true}",
      "null",
      "1",
      "spec must be a string, and is an integer",
    ],
    [
      "fields that are left open",
      "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: string}}}",
      "{b: 1}",
      "{a: 1}",
      "spec.a must be a string, and is an integer",
    ],
    [
      "any fields",
      "{type: object, additionalProperties: true}",
      "{b: 1}",
      "1",
      "spec must be an object, and is an integer",
    ],
    ["no fields", "{type: object}", "{}", "{b: 1}", "spec.b is no field of example.com/v1 Thing"],
    [
      "an int-or-string",
      "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern: '^[0-9]+%$'}",
      "5%",
      "5",
      undefined,
    ],
    [
      "an int-or-string, wrong",
      "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern: '^[0-9]+%$'}",
      "5",
      "x",
      "spec must match ^[0-9]+%$",
    ],
    [
      "an object of its own",
      "{type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}",
      "{kind: A, metadata: {labels: {a: b}}, x: 1}",
      "{kind: A, metadata: {labels: 1}}",
      "spec.metadata.labels must be an object, and is an integer",
    ],
    [
      "a field with a default, which may be missing",
      "{type: object, required: [a, b], properties: {a: {type: string, default: x}, b: {type: string}}}",
      "{b: x}",
      "{a: x}",
      "spec has no b, which it needs",
    ],
    [
      "one of some fields",
      "{type: object, properties: {a: {type: string}, b: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}",
      "{a: x}",
      "{a: x, b: y}",
      "spec has a and b, of which one may be there",
    ],
    [
      "one of some fields, at least",
      "{type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
      "{a: x, b: y}",
      "{}",
      "spec has none of a, b, of which it needs one",
    ],
    [
      "any of some forms",
      "{type: string, anyOf: [{format: ipv4}, {format: ipv6}]}",
      "10.0.0.1",
      "x",
      "spec fits none of the 2 forms that it may have",
    ],
    [
      "one of some forms",
      "{type: integer, oneOf: [{minimum: 5}, {maximum: 7}]}",
      "8",
      "6",
      "spec fits 2 of the forms that it may have, and must fit one",
    ],
    [
      "one of some forms that a default decides on",
      "{type: object, properties: {a: {type: string, default: x}, b: {type: integer}}, oneOf: [{properties: {a: {enum: [x]}, b: {minimum: 5}}}, {properties: {a: {not: {enum: [x]}}}}]}",
      "{b: 5}",
      "{b: 4}",
      "spec fits none of the 2 forms that it may have",
    ],
    ["all of some forms", "{type: integer, allOf: [{minimum: 5}, {maximum: 7}]}", "6", "8", "spec must be at most 7"],
    [
      "a field that must not be there",
      "{type: object, properties: {a: {type: string}}, not: {required: [a]}}",
      "{}",
      "{a: x}",
      "spec has a, which must not be there",
    ],
    ["what it must not be", "{type: string, not: {enum: [x]}}", "y", "x", "spec has a value that it must not have"],
  ])("%s", (_name, schema, good, bad, message) => {
    expect(problems(schema, good)).toEqual([]);
    if (bad !== undefined && message !== undefined) expect(problems(schema, bad)).toEqual([message]);
  });

  it("names of its objects", () => {
    const schemas = shippedSchemas();
    schemas.add(
      definition(
        "{type: object, properties: {metadata: {type: object, properties: {name: {type: string, maxLength: 3}}}}}",
      ),
    );
    const schema = schemas.find("example.com/v1", "Thing");
    const check = (metadata: string): string[] | undefined => {
      const manifest = parse(`{apiVersion: example.com/v1, kind: Thing, metadata: ${metadata}}`) as Manifest;
      return schema && checkManifest(manifest, schema).map(({ message }) => message);
    };
    expect(check("{name: abc, labels: {a: b}}")).toEqual([]);
    expect(check("{name: abcd}")).toEqual(["metadata.name must have 3 characters at most"]);
    expect(check("{name: abc, label: {}}")).toEqual(["metadata.label is no field of example.com/v1 Thing"]);
  });
});
