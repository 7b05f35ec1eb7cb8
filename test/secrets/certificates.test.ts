import { createPrivateKey, X509Certificate } from "node:crypto";
import { connect, createServer } from "node:tls";
import { describe, expect, test } from "vitest";
import { makeAuthority, makeServerCertificate } from "../../src/secrets/certificate-maker.ts";
import { isSameCertificate, isSignedBy, splitBundle, whyNotAnAuthority } from "../../src/secrets/certificates.ts";
import { certificateNames } from "../../src/secrets/make.ts";
import { environment, testIo } from "./environment.ts";

const NOW = new Date();
const io = testIo("certificates", NOW);
const authority = await makeAuthority("certctl eu-1 server CA", io);
const names = certificateNames(environment());
const server = await makeServerCertificate(authority, names, io);
const days = (certificate: X509Certificate) => (Date.parse(certificate.validTo) - NOW.getTime()) / 86_400_000;

describe("an authority", () => {
  const certificate = new X509Certificate(authority.certificate);

  test("is one, signs itself, and lasts ten years", () => {
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Math.round(days(certificate))).toBe(3653);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(NOW.getTime());
  });

  test("has the key that belongs to it, as PKCS#8", () => {
    expect(authority.key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(certificate.checkPrivateKey(createPrivateKey(authority.key))).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  });

  test("has extensions in DER: critical basicConstraints CA:TRUE pathlen 0, critical keyCertSign and cRLSign", () => {
    const der = certificate.raw.toString("hex");
    expect(der).toContain("0603551d130101ff040830060101ff020100");
    expect(der).toContain("0603551d0f0101ff040403020106");
  });

  test("has a common name that no implementation finds too long", async () => {
    const long = await makeAuthority(`certctl ${"x".repeat(63)} issuing CA`, io);
    expect(new X509Certificate(long.certificate).subject.length).toBe("CN=".length + 64);
  });
});

describe("a server certificate", () => {
  const certificate = new X509Certificate(server.certificate);
  const issuer = new X509Certificate(authority.certificate);

  test("chains to its authority and is none", () => {
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  });

  test("has the names of the Service", () => {
    expect(certificate.subjectAltName).toBe(
      "DNS:certctl-server, DNS:certctl-server.certctl, DNS:certctl-server.certctl.svc, " +
        "DNS:certctl-server.certctl.svc.cluster.local, DNS:localhost",
    );
    expect(certificate.checkHost("elsewhere")).toBeUndefined();
  });

  test("has the host of an ingress, too", () => {
    const ingress = {
      type: "traefik",
      host: "certctl.acme.example",
      className: "",
      tlsSecretName: "",
      annotations: {},
    } as const;
    const withHost = certificateNames(environment({ ingress: { ...ingress, controllerNamespace: "traefik" } }));
    expect(withHost).toEqual([...names, "certctl.acme.example"]);
  });

  test("lasts two years, and no longer than its authority", async () => {
    expect(Math.round(days(certificate))).toBe(730);
    const later = testIo("later", new Date(NOW.getTime() + 3600 * 86_400_000));
    const last = await makeServerCertificate(authority, names, later);
    expect(new X509Certificate(last.certificate).validTo).toBe(issuer.validTo);
  });

  test("has a serial number of its own, positive", async () => {
    const next = await makeServerCertificate(authority, names, io);
    expect(new X509Certificate(next.certificate).serialNumber).not.toBe(certificate.serialNumber);
    expect(certificate.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  test("serves TLS 1.3 to a client that trusts the authority, under every name", async () => {
    for (const name of names) expect(await handshake(name, authority.certificate)).toBe("TLSv1.3");
  });

  test("is refused under another name, and by a client that trusts another authority", async () => {
    expect(await handshake("other.example", authority.certificate)).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const stranger = await makeAuthority("certctl eu-1 server CA", io);
    expect(await handshake("localhost", stranger.certificate)).not.toBe("TLSv1.3");
    expect(await handshake("localhost", stranger.certificate + authority.certificate)).toBe("TLSv1.3");
  });
});

test("what can't sign is recognised, without a word of it", async () => {
  expect(whyNotAnAuthority(authority, NOW)).toBeUndefined();
  const other = await makeAuthority("other", io);
  expect(whyNotAnAuthority({ ...authority, key: other.key }, NOW)).toBe("tls.key is not the key of tls.crt");
  expect(whyNotAnAuthority({ ...authority, key: "secret" }, NOW)).toBe("tls.key is not a PEM key");
  expect(whyNotAnAuthority({ ...authority, certificate: "secret" }, NOW)).toBe("tls.crt is not a PEM certificate");
  expect(whyNotAnAuthority(server, NOW)).toBe("tls.crt is not an authority");
  expect(whyNotAnAuthority(authority, new Date(NOW.getTime() + 4000 * 86_400_000))).toMatch(/^tls.crt expired on /);
});

test("bundles are read certificate by certificate", () => {
  const bundle = `# ours\n${authority.certificate.trimEnd()}\nnoise\n${server.certificate.replaceAll("\n", "\r\n")}`;
  const [first = "", second = "", ...rest] = splitBundle(bundle);
  expect(rest).toEqual([]);
  expect(first).toBe(authority.certificate);
  expect(isSameCertificate(second, server.certificate)).toBe(true);
  expect(isSameCertificate(first, second)).toBe(false);
  expect(isSignedBy(second, first)).toBe(true);
  expect(isSignedBy(first, second)).toBe(false);
  expect(splitBundle("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).toEqual([]);
});

/** The protocol of a connection on loopback, or the code of the error that it ends in. */
function handshake(servername: string, ca: string): Promise<string> {
  return new Promise((resolve) => {
    const listener = createServer({ cert: server.certificate, key: server.key, minVersion: "TLSv1.3" }, (s) => s.end());
    listener.on("tlsClientError", () => {});
    listener.listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as { port: number };
      const done = (result: string) => {
        socket.destroy();
        listener.close(() => resolve(result));
      };
      const socket = connect({ host: "127.0.0.1", port, servername, ca }, () => done(socket.getProtocol() ?? "none"));
      socket.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    });
  });
}
