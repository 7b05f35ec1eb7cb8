/** What a person must make is said in the objects: no more, no less. */
import { describe, expect, it } from "vitest";
import { at } from "../../src/model/json.ts";
import { requiredSecrets } from "../../src/secrets/required.ts";
import { made, VARIANTS } from "../support/bundle.ts";

describe.each(Object.entries(VARIANTS))("the Secrets of %s", (_name, settings) => {
  it("are produced by an object or named as a person's", async () => {
    const { env, objects } = await made(settings);
    const manual = objects.flatMap(({ manifest }) => {
      const names = at(manifest, "metadata", "annotations", "certctl-gitops/manual-secrets");
      return typeof names === "string" ? names.split(", ").map((name) => `${manifest.metadata.namespace}/${name}`) : [];
    });
    const produced = objects.flatMap(({ manifest }) => {
      const { kind, metadata } = manifest;
      if (kind === "ExternalSecret") return [`${metadata.namespace}/${metadata.name}`];
      return kind === "Certificate" ? [`${metadata.namespace}/${at(manifest, "spec", "secretName")}`] : [];
    });
    const read = requiredSecrets(env).filter(({ readers }) => readers.length > 0);
    expect(new Set([...manual, ...produced])).toEqual(
      new Set(read.map(({ namespace, name }) => `${namespace}/${name}`)),
    );
    expect(manual.filter((name) => produced.includes(name))).toEqual([]);
  });
});

it.each(["sealed-secrets", "sops"])("with %s the user's own objects make them, and none is named", async (provider) => {
  const flux = { delivery: "kustomization" };
  const { objects } = await made({ profile: "ha", engine: "flux", flux, secrets: { provider } });
  const accounts = objects.filter(({ manifest }) => manifest.kind === "ServiceAccount");
  expect(JSON.stringify(accounts)).not.toContain("manual-secrets");
});

it("names the Secrets by which nodes pull images, too", async () => {
  const { objects } = await made({ profile: "ha", certctl: { pullSecrets: ["registry"] } });
  const accounts = objects.filter(({ manifest }) => manifest.kind === "ServiceAccount");
  expect(JSON.stringify(accounts).match(/, registry"/g)).toHaveLength(2);
});
