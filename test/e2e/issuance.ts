/**
 * A certificate through certctl's API: ordered, its key made by an agent, signed by the local authority, deployed by the
 * agent.
 *
 * Three things of certctl stand in the way; their code is the same in v2.1.7 and in its newest commit (151107c):
 * - No request links a certificate with a target: `target_ids` is accepted and dropped (repository/postgres/certificate.go),
 *   and without its row in certificate_target_mappings no agent is given the order (repository/postgres/job.go). So the
 *   row is written by SQL, as certctl's own test does it (deploy/test/integration_test.go).
 * - The server's job processor takes every pending job, marks it Running and leaves an agent's deployment at that
 *   (service/job.go), where no agent sees it. By default it comes each 30 s, as agents do, and mostly before them. So the
 *   base has it come once an hour (src/certctl/server-defaults.ts); the order itself does not need the processor.
 * - An agent is given the target's settings with every one that is called like a secret replaced by asterisks
 *   (service/config_helpers.go, service/agent.go), a path of a key too: the key would go into a file of that name. So the
 *   target has no key; it stays in the agent's key folder, as `<certificateId>.key`.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { posix } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Asked, Reply } from "../boot/api.ts";

/** One request to certctl's API with the admin key; body is JSON text. */
export type Ask = (path: string, asked?: Omit<Asked, "key">) => Promise<Reply>;

/** One statement in certctl's database. */
export type Sql = (statement: string) => Promise<unknown>;

export interface Order {
  readonly agentId: string;
  /** A DNS name that this server has not issued by this function before. */
  readonly commonName: string;
  /** On the agent's disk: there already (no target type makes it), writable by the agent. */
  readonly folder: string;
}

export interface Issued {
  readonly certificateId: string;
  /** Paths on the agent's disk. */
  readonly files: { readonly certificate: string; readonly chain: string };
}

/** Made by certctl when its database is empty (service/issuer.go, migrations/seed.sql). */
const ISSUER = "iss-local";
const RENEWAL_POLICY = "rp-default";

const ENDED_BADLY = ["Failed", "Cancelled"];
const EVERY_MS = 2000;

interface Job {
  readonly id: string;
  readonly type: string;
  readonly certificate_id: string;
  readonly status: string;
  readonly last_error?: string;
}

/**
 * Orders a certificate and resolves when the agent has reported its deployment. An agent asks for work each 30 s, once
 * for the order and once for the deployment; after a start of the newest one it may take 90 s until it asks.
 */
export async function issueAndDeploy(ask: Ask, order: Order, timeoutSeconds: number, sql: Sql): Promise<Issued> {
  const { agentId, commonName, folder } = order;
  // It goes into SQL, paths and file names.
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(commonName)) throw new Error(`not a plain DNS name: ${commonName}`);
  const id = `e2e-${commonName}`;
  const files = {
    certificate: posix.join(folder, `${commonName}.crt`),
    chain: posix.join(folder, `${commonName}.chain.crt`),
  };
  const post = async (path: string, status: number, body?: object): Promise<void> => {
    await expected(ask, status, path, {
      method: "POST",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };

  await post("/api/v1/teams", 201, { id, name: id });
  await post("/api/v1/owners", 201, { id, name: id, email: `owner@${commonName}`, team_id: id });
  await post("/api/v1/targets", 201, {
    id,
    name: id,
    // Writes files and runs two commands; one word each, without a shell (validation/command.go).
    type: "NGINX",
    agent_id: agentId,
    config: {
      cert_path: files.certificate,
      chain_path: files.chain,
      reload_command: "true",
      validate_command: "true",
    },
  });
  await post("/api/v1/certificates", 201, {
    id,
    name: id,
    common_name: commonName,
    sans: [commonName],
    environment: "e2e",
    owner_id: id,
    team_id: id,
    issuer_id: ISSUER,
    renewal_policy_id: RENEWAL_POLICY,
    target_ids: [id],
  });
  const made = JSON.parse(await expected(ask, 200, `/api/v1/certificates/${id}`)) as { target_ids?: string[] | null };
  if (made.target_ids?.includes(id) !== true) {
    await sql(`INSERT INTO certificate_target_mappings (certificate_id, target_id) VALUES ('${id}', '${id}')`);
  }
  await post(`/api/v1/certificates/${id}/renew`, 202);
  await deployed(ask, id, timeoutSeconds);
  return { certificateId: id, files };
}

/** Waits for the order's two jobs: Issuance ends when the request of the agent was signed, and makes Deployment. */
async function deployed(ask: Ask, id: string, timeoutSeconds: number): Promise<void> {
  const end = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const { data } = JSON.parse(await expected(ask, 200, "/api/v1/jobs?per_page=500")) as { data: Job[] | null };
    const jobs = (data ?? []).filter((job) => job.certificate_id === id);
    if (jobs.some((job) => ENDED_BADLY.includes(job.status))) throw new Error(`${id}: ${words(jobs)}`);
    if (jobs.some((job) => job.type === "Deployment" && job.status === "Completed")) return;
    if (Date.now() > end) {
      const certificate = await expected(ask, 200, `/api/v1/certificates/${id}`);
      const status = (JSON.parse(certificate) as { status?: string }).status;
      throw new Error(`${id} is ${status}, not deployed in ${timeoutSeconds} s: ${words(jobs)}`);
    }
    await sleep(EVERY_MS);
  }
}

function words(jobs: readonly Job[]): string {
  if (jobs.length === 0) return "it has no job";
  return jobs
    .map(({ type, status, id, last_error: error }) => `${type} ${status} (${id})${error ? `: ${error}` : ""}`)
    .join("; ");
}

/** The body of an answer that has this status. */
async function expected(ask: Ask, wanted: number, path: string, asked: Parameters<Ask>[1] = {}): Promise<string> {
  const { status, body } = await ask(path, asked);
  if (status !== wanted) throw new Error(`${asked.method ?? "GET"} ${path}: ${status}, not ${wanted}: ${body}`);
  return body;
}

/** PEM texts: as they were deployed, and tls.crt of the Secret that holds the issuing authority. */
export interface Pems {
  readonly certificate: string;
  readonly chain: string;
  readonly authority: string;
  /** The agent's key, where it can be read. */
  readonly key?: string;
}

/** Throws where the deployed certificate is not one for this name that the authority signed and that is valid now. */
export function assertIssuedBy(
  { certificate, chain, authority, key }: Pems,
  commonName: string,
  now = new Date(),
): void {
  const [leaf, ...others] = certificates(certificate, "the deployed certificate");
  const issuer = certificates(authority, "the authority")[0];
  const links = certificates(chain, "the deployed chain");
  const wrong: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };
  if (leaf === undefined || issuer === undefined) throw new Error("a certificate is missing");
  must(others.length === 0, `${others.length} more certificates stand in the certificate's file`);
  must(issuer.ca, "the authority is not one");
  must(!leaf.ca, "the certificate is an authority");
  // checkIssued compares names and key identifiers; the signature is another matter.
  must(leaf.checkIssued(issuer), `its issuer is ${inline(leaf.issuer)}, the authority is ${inline(issuer.subject)}`);
  must(leaf.verify(issuer.publicKey), "the authority's key did not sign it");
  // The local issuer deploys its own certificate as the chain (connector/issuer/local/local.go).
  must(links.length === 1 && links[0]?.raw.equals(issuer.raw) === true, "the chain is not the authority's certificate");
  for (const [name, it] of [["certificate", leaf] as const, ["authority", issuer] as const]) {
    const { validFrom, validTo } = it;
    must(
      Date.parse(validFrom) <= now.getTime() && now.getTime() < Date.parse(validTo),
      `the ${name} is not valid now: ${validFrom} to ${validTo}`,
    );
  }
  must(leaf.subject === `CN=${commonName}`, `its subject is ${inline(leaf.subject)}`);
  must(leaf.subjectAltName === `DNS:${commonName}`, `its names are ${leaf.subjectAltName}`);
  if (key !== undefined) must(leaf.checkPrivateKey(createPrivateKey(key)), "it is not for this key");
  if (wrong.length > 0) throw new Error(`the certificate for ${commonName}: ${wrong.join("; ")}`);
}

function certificates(pem: string, what: string): X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error(`${what} holds no certificate`);
  return found.map((it) => new X509Certificate(it));
}

function inline(name: string): string {
  return name.replaceAll("\n", ", ");
}
