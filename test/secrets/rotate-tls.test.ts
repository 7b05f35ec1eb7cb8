import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Environment } from "../../src/model/environment.ts";
import { isSignedBy, splitBundle } from "../../src/secrets/certificates.ts";
import { makeSecrets } from "../../src/secrets/make.ts";
import { rotate } from "../../src/secrets/rotate.ts";
import { environment, NO_AGENTS, testIo } from "./environment.ts";
import { asStored, refusal, replaced, value } from "./helpers.ts";

const env = environment();
const io = testIo("tls", new Date());
const stored = asStored(await makeSecrets(env, io));
const rotated = async (what: string, before = stored) =>
  replaced(before, (await rotate(what, before, env, io)).changed);

test("tls: agents trust the new certificate without a change of theirs", async () => {
  const { changed } = await rotate("tls", stored, env, io);
  expect(changed.map(({ metadata }) => metadata.name)).toEqual(["certctl-tls"]);
  const certificate = value(changed, "certctl-tls", "tls.crt");
  expect(certificate).not.toBe(value(stored, "certctl-tls", "tls.crt"));
  expect(isSignedBy(certificate, value(stored, "certctl-server-ca", "ca.crt"))).toBe(true);
  expect(new X509Certificate(certificate).subjectAltName).toBe(
    new X509Certificate(value(stored, "certctl-tls", "tls.crt")).subjectAltName,
  );
  expect(value(changed, "certctl-tls", "ca.crt")).toBe(value(stored, "certctl-tls", "ca.crt"));
});

describe("server-ca, then tls", () => {
  test("never leaves a server that agents with either bundle distrust", async () => {
    const old = value(stored, "certctl-server-ca", "ca.crt");
    const trusting = await rotated("server-ca");
    expect(value(trusting, "certctl-tls", "tls.crt")).toBe(value(stored, "certctl-tls", "tls.crt"));
    const bundle = splitBundle(value(trusting, "certctl-server-ca", "ca.crt"));
    expect(bundle).toHaveLength(2);
    expect(bundle[1]).toBe(old);
    expect(value(trusting, "certctl-tls", "ca.crt")).toBe(value(trusting, "certctl-server-ca", "ca.crt"));

    const renewed = await rotated("tls", trusting);
    const certificate = value(renewed, "certctl-tls", "tls.crt");
    expect(isSignedBy(certificate, bundle[0] ?? "")).toBe(true);
    expect(isSignedBy(certificate, old)).toBe(false);

    const again = splitBundle(value(await rotated("server-ca", renewed), "certctl-server-ca", "ca.crt"));
    expect(again).toHaveLength(2);
    expect(again[1]).toBe(bundle[0]);
  });

  test("twice in a row keeps the authority of the certificate in use", async () => {
    const twice = await rotated("server-ca", await rotated("server-ca"));
    const bundle = splitBundle(value(twice, "certctl-server-ca", "ca.crt"));
    expect(bundle).toHaveLength(2);
    expect(bundle.some((one) => isSignedBy(value(twice, "certctl-tls", "tls.crt"), one))).toBe(true);
  });

  test("without agents nothing of theirs is asked for", async () => {
    const { changed } = await rotate("server-ca", stored, environment({ agents: NO_AGENTS }), io);
    expect(changed.map(({ metadata }) => metadata.name)).toEqual(["certctl-tls", "certctl-server-ca-key"]);
  });
});

describe("refusals", () => {
  test("a signing key that nobody would trust", async () => {
    const stranger = asStored(await makeSecrets(env, io)).filter(
      ({ metadata }) => metadata.name === "certctl-server-ca-key",
    );
    const { text } = await refusal(() => rotate("tls", replaced(stored, stranger), env, io));
    expect(text).toContain("nobody would trust it");
  });

  test("an expired authority", async () => {
    const late = testIo("late", new Date(Date.now() + 4000 * 86_400_000));
    expect((await refusal(() => rotate("tls", stored, env, late))).text).toContain("expired");
  });

  test.each<[Environment["tls"], string]>([
    [{ source: "secret", secretName: "certctl-tls" }, "you"],
    [
      {
        source: "init-container",
        secretName: "certctl-tls",
        image: { name: "x", tag: "1", digest: "" },
      },
      "init container",
    ],
    [
      {
        source: "cert-manager",
        secretName: "certctl-tls",
        issuerRef: { name: "a", kind: "Issuer", group: "cert-manager.io" },
      },
      "cert-manager",
    ],
  ])("a certificate that is made elsewhere", async (tls, who) => {
    for (const what of ["tls", "server-ca"]) {
      const { error } = await refusal(() => rotate(what, stored, environment({ tls }), io));
      expect(error.message).toContain(who);
    }
  });
});
