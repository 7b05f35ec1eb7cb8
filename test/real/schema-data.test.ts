/** The tables that we ship of built-in kinds are what the API server of their version says, and so is the metadata of all. */
import { describe, expect, it } from "vitest";
import { builtInTables, type Document } from "../../build/schemas/built-in.ts";
import { OBJECT_META } from "../../src/schemas/object-meta.ts";
import { shippedSchemas } from "../support/kinds.ts";
import { kubectlOk, NO_CLUSTER } from "./cluster.ts";

const schemas = shippedSchemas();

async function asked<T>(path: string): Promise<T> {
  return JSON.parse(await kubectlOk(["get", "--raw", path])) as T;
}

describe.skipIf(NO_CLUSTER !== undefined)(`the API server${NO_CLUSTER === undefined ? "" : ` (${NO_CLUSTER})`}`, () => {
  it("has the kinds of our tables, with the same fields", async (context) => {
    const { gitVersion } = await asked<{ gitVersion: string }>("/version");
    const from = schemas.madeFrom.find(({ name }) => name === "kubernetes")?.version;
    if (gitVersion !== from) context.skip(`the server is ${gitVersion}, the tables are made from ${from}`);
    const { paths } = await asked<{ paths: Record<string, unknown> }>("/openapi/v3");
    const versions = Object.keys(paths).filter((path) => /^(api|apis\/[^/]+)\/[^/]+$/.test(path));
    const kinds: string[] = [];
    for (const path of versions) {
      for (const table of builtInTables(await asked<Document>(`/openapi/v3/${path}`), path.replace(/^apis?\//, ""))) {
        expect(schemas.find(table.apiVersion, table.kind)?.table).toEqual(table);
        kinds.push(`${table.apiVersion} ${table.kind}`);
      }
    }
    const ours = schemas
      .kinds()
      .filter(({ apiVersion, kind }) => schemas.find(apiVersion, kind)?.table.builtIn === true);
    expect(ours.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).sort()).toEqual(kinds.sort());
  });

  it("has the fields of metadata that we know, with the same types", async () => {
    const { components } = await asked<Document>("/openapi/v3/api/v1");
    const { properties } = components.schemas["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"] as {
      properties: Record<string, { type?: string }>;
    };
    const types = (fields: Readonly<Record<string, { type?: string }>>): [string, string][] =>
      Object.entries(fields).map(([name, { type = "string" }]) => [name, type]);
    expect(types(OBJECT_META.properties ?? {})).toEqual(types(properties));
  });
});
