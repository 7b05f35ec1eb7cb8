/**
 * Makes authorities and server certificates; the only place with randomness of its own (keys). Load it with `import()`:
 * its ASN.1 library takes longer to load than all the rest of a start.
 */
import { createPrivateKey, webcrypto } from "node:crypto";
import "./reflect.ts";
import * as x509 from "@peculiar/x509";
import type { KeyedCertificate } from "./certificates.ts";
import type { SecretsIo } from "./values.ts";

const DAY = 24 * 60 * 60 * 1000;
/** Clocks of nodes differ: a certificate that is valid only from now on fails on some. */
const BACKDATE = 5 * 60 * 1000;
const AUTHORITY_DAYS = 3653;
/** Below the 825 days that Apple's clients allow to certificates of private authorities. */
const SERVER_DAYS = 730;
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" } as const;
/** X.520's limit, which OpenSSL enforces. */
const COMMON_NAME_LIMIT = 64;

/** A self-signed authority for ten years that signs certificates, but no further authorities. */
export async function makeAuthority(commonName: string, io: SecretsIo): Promise<KeyedCertificate> {
  const keys = await newKeys();
  const usages = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(io, AUTHORITY_DAYS),
    serialNumber: serialNumber(io),
    name: [{ CN: [commonName.slice(0, COMMON_NAME_LIMIT)] }],
    signingAlgorithm: SIGNATURE,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(usages, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pem("CERTIFICATE", certificate.rawData), key: await exportKey(keys.privateKey) };
}

/** A certificate for a TLS server, valid no longer than the authority that signs it. */
export async function makeServerCertificate(
  authority: KeyedCertificate,
  dnsNames: readonly string[],
  io: SecretsIo,
): Promise<KeyedCertificate> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const issuerId = issuer.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  const keys = await newKeys();
  const { notBefore, notAfter } = validity(io, SERVER_DAYS);
  const certificate = await x509.X509CertificateGenerator.create({
    notBefore,
    notAfter: new Date(Math.min(notAfter.getTime(), issuer.notAfter.getTime())),
    serialNumber: serialNumber(io),
    subject: [{ CN: [(dnsNames[0] ?? "").slice(0, COMMON_NAME_LIMIT)] }],
    issuer: issuer.subjectName,
    signingAlgorithm: SIGNATURE,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(dnsNames.map((value) => ({ type: "dns", value }))),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(issuerId === undefined ? [] : [new x509.AuthorityKeyIdentifierExtension(issuerId)]),
    ],
  });
  return { certificate: pem("CERTIFICATE", certificate.rawData), key: await exportKey(keys.privateKey) };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
}

function importKey(key: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(key).export({ type: "pkcs8", format: "der" });
  return webcrypto.subtle.importKey("pkcs8", der, CURVE, false, ["sign"]);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return pem("PRIVATE KEY", await webcrypto.subtle.exportKey("pkcs8", key));
}

function validity(io: SecretsIo, days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(io.now.getTime() - BACKDATE), notAfter: new Date(io.now.getTime() + days * DAY) };
}

/** 126 random bits behind a fixed 01: positive, never zero, always 16 bytes (RFC 5280 allows up to 20). */
function serialNumber(io: SecretsIo): string {
  const bytes = Buffer.from(io.randomBytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
