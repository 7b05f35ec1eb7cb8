/** What we ship: small, whole, of facts only, and readable by the program. */
import { readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { formatOf } from "../../src/schemas/formats.ts";
import { expressionOf } from "../../src/schemas/pattern.ts";
import { type Schema, tablePath } from "../../src/schemas/schema.ts";
import { KINDS, readKind, shippedSchemas, shippedTables } from "../support/kinds.ts";

const files = readdirSync(KINDS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
const tables = shippedTables();

/** All schemas of all tables, each with the kind that has it. */
function* everySchema(): Generator<{ schema: Schema; in: string }> {
  for (const { apiVersion, kind, schema, parts = {} } of tables) {
    for (const one of [schema, ...Object.values(parts)].flatMap(inside))
      yield { schema: one, in: `${apiVersion} ${kind}` };
  }
}

function inside(schema: Schema): Schema[] {
  const { properties = {}, additionalProperties, items, not, allOf = [], anyOf = [], oneOf = [] } = schema;
  const others = [additionalProperties, items, not, ...allOf, ...anyOf, ...oneOf].filter((one) => one !== undefined);
  return [schema, ...[...Object.values(properties), ...others].flatMap(inside)];
}

describe("the schema data", () => {
  it("is smaller than 5 MB", () => {
    const bytes = files.reduce((sum, file) => sum + statSync(join(KINDS, file)).size, 0);
    expect(bytes).toBeLessThan(5_000_000);
    expect(bytes).toBeGreaterThan(500_000);
  });
  it("is a file for each kind of the index, and no other", () => {
    const paths = tables.map(({ apiVersion, kind }) => tablePath(apiVersion, kind));
    expect(files.map((file) => file.split(sep).join("/")).sort()).toEqual([...paths, "index.json"].sort());
    for (const { apiVersion, kind } of shippedSchemas().kinds()) {
      expect(shippedSchemas().find(apiVersion, kind)).toMatchObject({ apiVersion, kind });
    }
  });
  it("says what it was made from", () => {
    expect(shippedSchemas().madeFrom.find(({ name }) => name === "kubernetes")?.version).toMatch(/^v1\.34\./);
    expect(shippedSchemas().madeFrom.every(({ version }) => /^v\d+\.\d+\.\d+$/.test(version))).toBe(true);
  });
  it("has the kinds of Kubernetes and of what bundles use", () => {
    const known = shippedSchemas()
      .kinds()
      .map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    expect(known).toEqual(
      expect.arrayContaining([
        "v1 Pod",
        "v1 Secret",
        "apps/v1 StatefulSet",
        "batch/v1 CronJob",
        "networking.k8s.io/v1 NetworkPolicy",
        "rbac.authorization.k8s.io/v1 ClusterRole",
        "autoscaling/v2 HorizontalPodAutoscaler",
        "apiextensions.k8s.io/v1 CustomResourceDefinition",
        "argoproj.io/v1alpha1 Application",
        "argoproj.io/v1alpha1 ApplicationSet",
        "kustomize.toolkit.fluxcd.io/v1 Kustomization",
        "notification.toolkit.fluxcd.io/v1beta3 Alert",
        "image.toolkit.fluxcd.io/v1 ImagePolicy",
        "cert-manager.io/v1 ClusterIssuer",
        "external-secrets.io/v1 SecretStore",
        "bitnami.com/v1alpha1 SealedSecret",
        "monitoring.coreos.com/v1 ServiceMonitor",
        "postgresql.cnpg.io/v1 Cluster",
        "gateway.networking.k8s.io/v1 HTTPRoute",
        "traefik.io/v1alpha1 IngressRoute",
      ]),
    );
  });
  it("has no part that is missing", () => {
    for (const { parts = {}, schema, kind } of tables) {
      const all = [schema, ...Object.values(parts)].flatMap(inside);
      const missing = all.flatMap(({ $ref }) =>
        $ref === undefined || $ref === "ObjectMeta" || parts[$ref] ? [] : [$ref],
      );
      expect(missing, kind).toEqual([]);
    }
  });
  it("has no text of its sources", () => {
    const words = new Set([...everySchema()].flatMap(({ schema }) => Object.keys(schema)));
    expect([...words].filter((word) => /description|title|example|validations/.test(word))).toEqual([]);
  });
  it("has no pattern and no format that the program can't read", () => {
    const unread = [...everySchema()].flatMap(({ schema: { pattern, format }, in: kind }) => [
      ...(pattern !== undefined && expressionOf(pattern) === undefined ? [`${kind}: ${pattern}`] : []),
      ...(format !== undefined && formatOf(format) === undefined ? [`${kind}: ${format}`] : []),
    ]);
    expect(unread).toEqual([]);
  });
  it("reads a kind when it is asked for, once, and nothing that is not in the index", () => {
    const read: string[] = [];
    const schemas = shippedSchemas((path) => {
      read.push(path);
      return readKind(path);
    });
    schemas.find("apps/v1", "Deployment");
    schemas.find("apps/v1", "Deployment");
    schemas.find("../../etc/v1", "passwd");
    schemas.find("__proto__", "x");
    expect(schemas.find("apps/v1", "deployment")).toBeUndefined();
    expect(read).toEqual(["index.json", "apps/v1/deployment.json"]);
  });
});
