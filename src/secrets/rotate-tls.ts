/** Renews the server's certificate, and in two steps the authority behind it, without a moment of mistrust. */
import { SECRETS } from "../certctl/names.ts";
import type { Environment } from "../model/environment.ts";
import { inputError } from "../model/errors.ts";
import type { JsonObject } from "../model/json.ts";
import { isSameCertificate, isSignedBy, splitBundle, whyNotAnAuthority } from "./certificates.ts";
import { certificateNames, serverAuthorityName } from "./make.ts";
import { type Rotated, readPresent, type WantedSecret } from "./present.ts";
import { SERVER_CA_KEY } from "./required.ts";
import type { SecretsIo } from "./values.ts";

/**
 * A new certificate by the present authority. Agents read what they trust at their start only, so a new authority here
 * would cut all of them off: that is why its key is kept.
 */
export async function rotateTls(present: readonly JsonObject[], env: Environment, io: SecretsIo): Promise<Rotated> {
  checkSelfSigned("tls", env);
  const namespace = env.namespace.name;
  const secrets = readPresent(present, [
    { namespace, name: env.tls.secretName, keys: ["tls.crt", "ca.crt"] },
    { namespace, name: SERVER_CA_KEY, keys: ["tls.crt", "tls.key"] },
  ]);
  const authority = {
    certificate: secrets.value(SERVER_CA_KEY, "tls.crt"),
    key: secrets.value(SERVER_CA_KEY, "tls.key"),
  };
  const reason = whyNotAnAuthority(authority, io.now);
  if (reason !== undefined) {
    throw refused(
      `Secret ${namespace}/${SERVER_CA_KEY} can't sign a certificate: ${reason}.`,
      "Rotate server-ca first, restart the agents, then rotate tls.",
    );
  }
  const trusted = splitBundle(secrets.value(env.tls.secretName, "ca.crt"));
  if (!trusted.some((one) => isSameCertificate(one, authority.certificate))) {
    throw refused(
      `The authority in Secret ${namespace}/${SERVER_CA_KEY} is not in ca.crt of ${env.tls.secretName}: nobody would trust it.`,
      "Rotate server-ca first, restart the agents, then rotate tls.",
    );
  }
  const { makeServerCertificate } = await import("./certificate-maker.ts");
  const server = await makeServerCertificate(authority, certificateNames(env), io);
  const values = { "tls.crt": server.certificate, "tls.key": server.key };
  return {
    changed: [secrets.changed(env.tls.secretName, values)],
    notes: ["The server takes the new certificate without a restart, a minute or two after the Secret changed."],
  };
}

/** A new authority that is trusted beside the one in use; the server's certificate stays until `tls` is rotated. */
export async function rotateServerCa(
  present: readonly JsonObject[],
  env: Environment,
  io: SecretsIo,
): Promise<Rotated> {
  checkSelfSigned("server-ca", env);
  const namespace = env.namespace.name;
  const agents: WantedSecret[] =
    env.agents.kind === "off" ? [] : [{ namespace: env.agents.namespace, name: SECRETS.serverCa, keys: ["ca.crt"] }];
  const secrets = readPresent(present, [
    { namespace, name: env.tls.secretName, keys: ["tls.crt", "ca.crt"] },
    { namespace, name: SERVER_CA_KEY, keys: [] },
    ...agents,
  ]);
  const { makeAuthority } = await import("./certificate-maker.ts");
  const authority = await makeAuthority(serverAuthorityName(env), io);
  const trusted = splitBundle(secrets.value(env.tls.secretName, "ca.crt"));
  const signers = trusted.filter((one) => isSignedBy(secrets.value(env.tls.secretName, "tls.crt"), one));
  // The one that signed the certificate in use has to stay, however often this runs before `tls` is rotated.
  const bundle = {
    "ca.crt": [authority.certificate, ...(signers.length > 0 ? signers.slice(0, 1) : trusted)].join(""),
  };
  return {
    changed: [
      secrets.changed(env.tls.secretName, bundle),
      secrets.changed(SERVER_CA_KEY, { "tls.crt": authority.certificate, "tls.key": authority.key }),
      ...agents.map(({ name }) => secrets.changed(name, bundle)),
    ],
    notes: [
      "Agents read ca.crt at their start: change server.secretsRevision and commit, which restarts them, and only then rotate tls.",
      "ca.crt now holds the new authority and the one that signed the certificate in use, and no other.",
    ],
  };
}

function checkSelfSigned(what: string, env: Environment): void {
  if (env.tls.source === "self-signed") return;
  const who = { "cert-manager": "cert-manager", secret: "you", "init-container": "the server's init container" };
  throw inputError(
    "rotation-refused",
    `${what} of ${env.name} can't be rotated here: tls.source is ${env.tls.source}, so ${who[env.tls.source]} makes the certificate.`,
    "Renew it where it is made.",
    { path: "--rotate" },
  );
}

function refused(message: string, fix: string) {
  return inputError("rotation-input", message, fix, { path: "--from" });
}
