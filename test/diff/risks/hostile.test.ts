/** Whatever stands where something else is meant, no rule breaks on it, on either side. */
import { expect, it } from "vitest";
import { findRisks } from "../../../src/diff/risks/index.ts";
import type { AppliedEnvironment } from "../../../src/model/applied.ts";
import { isObject, type JsonValue, type Path } from "../../../src/model/json.ts";
import type { Manifest } from "../../../src/model/manifest.ts";
import { resourceOf } from "../../rules/bundle.ts";
import { orderBundle, type Way } from "../../rules/order-bundle.ts";
import { changeBetween } from "./change.ts";

const WRONG: readonly JsonValue[] = [null, "text", 7, [null], { a: null }];

it.each(["argocd", "helm-releases"] as Way[])("objects with wrong values, by %s", async (way) => {
  const settings = { profile: "ha", ingress: { type: "nginx", host: "a.example.com" } };
  const good = (await orderBundle(way, settings)).environment();
  let runs = 0;
  for (const { manifest } of good.resources) {
    for (const [index, path] of [...pathsIn(manifest)].entries()) {
      // Objects without a name or a kind are never read. Of the others a part is enough.
      const isIdentity = path.length < 3 && path[0] !== "spec" && path[0] !== "data";
      if (isIdentity || index % 5 !== 0) continue;
      const broken = replaced(manifest, path, WRONG[(index / 5) % WRONG.length] as JsonValue) as Manifest;
      const bad = withManifest(good, manifest, broken);
      expect(
        () => [findRisks(changeBetween(good, bad)), findRisks(changeBetween(bad, good))],
        path.join("."),
      ).not.toThrow();
      runs += 1;
    }
  }
  expect(runs).toBeGreaterThan(100);
});

function* pathsIn(value: JsonValue, path: Path = []): Iterable<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* pathsIn(item, [...path, index]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* pathsIn(item, [...path, key]);
}

function replaced(value: JsonValue, [step, ...rest]: Path, by: JsonValue): JsonValue {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
  return { ...(value as object), [step]: replaced((value as Record<string, JsonValue>)[step] as JsonValue, rest, by) };
}

function withManifest(environment: AppliedEnvironment, old: Manifest, now: Manifest): AppliedEnvironment {
  const resources = new Map(
    environment.resources.map((one) => [one, one.manifest === old ? resourceOf(now) : one] as const),
  );
  const of = (one: (typeof environment.resources)[number]) => resources.get(one) ?? one;
  return {
    ...environment,
    appliers: environment.appliers.map((one) => ({
      ...one,
      by: one.by === undefined ? undefined : of(one.by),
      resources: one.resources.map(of),
    })),
    resources: environment.resources.map(of),
  };
}
