/** A certificate from the order to the agent's disk, on the cluster. */
import { expect } from "vitest";
import type { Installation } from "../installation.ts";
import { assertIssuedBy, issueAndDeploy } from "../issuance.ts";
import { agentId } from "./boot.ts";

/** On the volume that the agent keeps; no target type makes a folder. */
const FOLDER = "/var/lib/certctl/deployed";

/** Orders one, waits until the agent has it, and checks what lies there against the issuing authority. */
export async function issue(it: Installation, commonName: string): Promise<void> {
  await it.certctl.inAgent(`mkdir -p ${FOLDER}`);
  const order = { agentId: await agentId(it), commonName, folder: FOLDER };
  const issued = await issueAndDeploy(it.certctl.ask, order, 240, it.certctl.sql);
  await chains(it, issued.files, commonName);
}

/** One that was deployed before still chains to the authority that the Secret holds now. */
export async function stillChains(it: Installation, commonName: string): Promise<void> {
  const files = { certificate: `${FOLDER}/${commonName}.crt`, chain: `${FOLDER}/${commonName}.chain.crt` };
  await chains(it, files, commonName);
}

async function chains(
  it: Installation,
  files: { readonly certificate: string; readonly chain: string },
  commonName: string,
): Promise<void> {
  const read = (path: string): Promise<string> => it.certctl.inAgent(`cat ${path}`);
  const certificate = await read(files.certificate);
  expect(certificate).toContain("BEGIN CERTIFICATE");
  assertIssuedBy(
    {
      certificate,
      chain: await read(files.chain),
      authority: await it.certctl.secret(it.namespace, "certctl-issuing-ca", "tls.crt"),
    },
    commonName,
  );
}
