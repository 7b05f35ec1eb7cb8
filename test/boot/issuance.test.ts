/** Certificates of the real certctl, from the order to the agent's disk, before and after a restart of the server. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AGENT, ENROLL_JOB, MIGRATE_JOB, SERVER } from "../../src/certctl/names.ts";
import { type Ask, assertIssuedBy, type Issued, issueAndDeploy } from "../e2e/issuance.ts";
import type { Running } from "./process.ts";
import { openStand, readiness, type Stand, secretValue } from "./stand.ts";

// An order takes the agent two polls, 30 s apart and slower after a start or a failed one.
const ORDER_SECONDS = 480;
const TEST_MS = (ORDER_SECONDS + 120) * 1000;

describe("a cluster with nothing set but its profile", () => {
  let stand: Stand;
  let server: Running;
  let agent: Running;
  const issued = new Map<string, Issued>();

  beforeAll(async () => {
    stand = await openStand({ profile: "single-node" });
    await succeeds(MIGRATE_JOB, "migrate");
    await starts();
    await succeeds(ENROLL_JOB, "enroll");
    await succeeds(AGENT, "enroll");
    agent = stand.start(AGENT, "agent");
  });

  afterAll(() => stand?.close());

  it(
    "deploys a certificate",
    async () => {
      await order("first.example.com");
      holds("first.example.com");
    },
    TEST_MS,
  );

  it("restarts its server beside a running agent", async () => {
    const { code, output } = await server.stop();
    expect(code, output.slice(-2000)).toBe(0);
    await starts();
    expect(agent.code(), agent.output()).toBeUndefined();
  });

  it(
    "deploys another certificate, and the same authority signed both",
    async () => {
      await order("second.example.com");
      for (const name of ["first.example.com", "second.example.com"]) holds(name);
    },
    TEST_MS,
  );

  async function succeeds(workload: string, name: string): Promise<void> {
    const { code, output } = await stand.run(workload, name);
    expect(code, output).toBe(0);
  }

  async function starts(): Promise<void> {
    server = stand.start(SERVER, "server");
    expect(await readiness(stand, server), server.output()).toBe(200);
  }

  async function order(commonName: string): Promise<void> {
    const folder = join(stand.state, "served");
    mkdirSync(folder, { recursive: true });
    const agentId = readFileSync(join(stand.state, "agent-id"), "utf8");
    const key = secretValue(stand, stand.namespace, "admin", "api-key");
    const password = secretValue(stand, stand.namespace, "database", "password");
    const sql = async (statement: string): Promise<void> => {
      const { code, output } = await stand.database.query(password, statement);
      if (code !== 0) throw new Error(output);
    };
    const ask: Ask = (path, asked) => stand.ask(path, { ...asked, key });
    const done = issueAndDeploy(ask, { agentId, commonName, folder }, ORDER_SECONDS, sql);
    const deployed = await done.catch((error: Error) => {
      throw new Error(`${error.message}\nThe agent:\n${agent.output().slice(-4000)}`);
    });
    issued.set(commonName, deployed);
  }

  /** The agent's disk has this name's certificate with its key, signed by the authority of the cluster's Secret. */
  function holds(commonName: string): void {
    const of = issued.get(commonName);
    if (of === undefined) throw new Error(`${commonName} was not issued`);
    const pems = {
      certificate: readFileSync(of.files.certificate, "utf8"),
      chain: readFileSync(of.files.chain, "utf8"),
      key: readFileSync(join(stand.state, "keys", `${of.certificateId}.key`), "utf8"),
      authority: secretValue(stand, stand.namespace, "issuingCa", "tls.crt"),
    };
    assertIssuedBy(pems, commonName);
  }
});
