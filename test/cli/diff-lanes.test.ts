/** The page of `diff` has the order of application of both sides. */
import { afterEach, expect, it } from "vitest";
import { place as newPlace, type Place } from "../support/cli.ts";

const places: Place[] = [];
afterEach(() => {
  for (const one of places.splice(0)) one.remove();
});

const objects = (wave: number, image: string): string => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, annotations: {argocd.argoproj.io/sync-wave: "${wave}"}}
spec: {template: {spec: {containers: [{name: a, image: ${image}}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
`;

it("of the environments that changed, each order once", async () => {
  const at = newPlace();
  places.push(at);
  for (const [side, wave] of [
    ["a", -1],
    ["b", -2],
  ] as const) {
    for (const cluster of ["eu", "us"]) at.write(`${side}/${cluster}/kustomization.yaml`, "resources: [o.yaml]\n");
    for (const cluster of ["eu", "us"]) at.write(`${side}/${cluster}/o.yaml`, objects(wave, "x:1"));
    at.write(`${side}/same/kustomization.yaml`, "resources: [o.yaml]\n");
    at.write(`${side}/same/o.yaml`, objects(5, "x:1"));
  }
  const { code, err } = await at.cli("diff", "a", "b", "-o", "html=page.html");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [, json = ""] = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(at.read("page.html")) ?? [];
  const last = { label: "wave 0", objects: ["ConfigMap settings"], gate: "" };
  const first = (label: string) => ({ label, objects: ["StatefulSet.apps db"], gate: "StatefulSet db is ready" });
  expect(JSON.parse(json).lanes).toEqual([
    { environments: ["eu", "us"], before: [first("wave -1"), last], after: [first("wave -2"), last] },
  ]);
});
