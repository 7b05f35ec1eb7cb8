/** Reads certificates: what signs what, and what can't sign. Nothing here makes one. */
import { createPrivateKey, X509Certificate } from "node:crypto";

/** A certificate and its PKCS#8 key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Why these can't sign a server certificate now, or undefined where they can. Says nothing of the key's content. */
export function whyNotAnAuthority(pair: KeyedCertificate, now: Date): string | undefined {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pair.certificate);
  } catch {
    return "tls.crt is not a PEM certificate";
  }
  try {
    const key = createPrivateKey(pair.key);
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") return "tls.key is not an ECDSA P-256 key";
    if (!certificate.checkPrivateKey(key)) return "tls.key is not the key of tls.crt";
  } catch {
    return "tls.key is not a PEM key";
  }
  if (!certificate.ca) return "tls.crt is not an authority";
  return new Date(certificate.validTo) > now ? undefined : `tls.crt expired on ${certificate.validTo}`;
}

/** The certificates of a PEM bundle, each with its line break; text that is no certificate is left out. */
export function splitBundle(bundle: string): string[] {
  const blocks = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => `${block}\n`).filter((block) => parse(block) !== undefined);
}

/** True where the first PEM certificate was signed by the second. */
export function isSignedBy(certificate: string, authority: string): boolean {
  const subject = parse(certificate);
  const issuer = parse(authority);
  return (
    subject !== undefined && issuer !== undefined && subject.checkIssued(issuer) && subject.verify(issuer.publicKey)
  );
}

/** True where both PEM texts are the same certificate, however they are wrapped. */
export function isSameCertificate(one: string, other: string): boolean {
  const fingerprint = parse(one)?.fingerprint256;
  return fingerprint !== undefined && fingerprint === parse(other)?.fingerprint256;
}

function parse(certificate: string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate);
  } catch {
    return undefined;
  }
}
