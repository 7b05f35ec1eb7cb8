/** The real certctl and a real PostgreSQL, run as the rendered pods say (stand.ts says what is substituted). */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AGENT, CREDENTIALS_JOB, ENROLL_JOB, MIGRATE_JOB, SERVER } from "../../src/certctl/names.ts";
import { isListening, poll, type Running } from "./process.ts";
import { openStand, readiness, type Stand, secretValue } from "./stand.ts";

const AGENTS_NAMESPACE = "certctl-agents";

describe.each([
  { profile: "dev", migrations: "boot" },
  { profile: "ha", migrations: "hook" },
])("a cluster of profile $profile, migrations by $migrations", ({ profile, migrations }) => {
  let stand: Stand;
  let server: Running;
  const idFile = (): string => join(stand.state, "agent-id");
  const adminKey = (): string => secretValue(stand, stand.namespace, "admin", "api-key");
  const agentKey = (): string => secretValue(stand, AGENTS_NAMESPACE, "agent", "api-key");
  const enroll = () => stand.run(AGENT, "enroll");

  beforeAll(async () => {
    stand = await openStand({ profile });
  });

  afterAll(async () => {
    if (stand === undefined) return;
    await stand.close();
    expect(await Promise.all(stand.ports.map(isListening))).toEqual([false, false]);
    expect(existsSync(stand.folder)).toBe(false);
  });

  describe("the credentials Job", () => {
    const values = (): Record<string, string> => stand.secrets.get(`${stand.namespace}/certctl-database`) ?? {};

    it("finds the Secret's password in a new database", async () => {
      expect(await stand.run(CREDENTIALS_JOB, "credentials")).toEqual({
        code: 0,
        output: "the role's password is that of the Secret\n",
      });
    });

    // The second is hexadecimal, as made ones are: the server's URL could not hold the first.
    it.each(["with '\"$\\ %", "0123456789abcdef"])(
      "changes the role's password to %j, by the previous one",
      async (next) => {
        const { password: previous = "" } = values();
        stand.secrets.set(`${stand.namespace}/certctl-database`, { password: next, "previous-password": previous });
        expect(await stand.run(CREDENTIALS_JOB, "credentials")).toEqual({ code: 0, output: "password changed\n" });
        expect((await stand.database.query(next, "select 1")).code).toBe(0);
        expect((await stand.database.query(previous, "select 1")).code).toBe(2);
        expect(await stand.run(CREDENTIALS_JOB, "credentials")).toEqual({
          code: 0,
          output: "the role's password is that of the Secret\n",
        });
      },
    );

    it("fails where neither password opens the database", async () => {
      const present = values();
      stand.secrets.set(`${stand.namespace}/certctl-database`, { password: "wrong" });
      const { code, output } = await stand.run(CREDENTIALS_JOB, "credentials");
      stand.secrets.set(`${stand.namespace}/certctl-database`, present);
      expect(code).toBe(1);
      expect(output).toContain("neither password nor previous-password of the Secret certctl-database opens");
    });
  });

  if (migrations === "hook") {
    it("the server ends with 1 where the migrate Job did not run", async () => {
      const { code, output } = await stand.start(SERVER, "server").ended;
      expect(output).toContain("skipping migrations at boot");
      expect(code, output).toBe(1);
    });

    it("the migrate Job succeeds on the empty database, and on the migrated one", async () => {
      for (const _ of ["empty", "migrated"]) {
        const { code, output } = await stand.run(MIGRATE_JOB, "migrate");
        expect(code, output).toBe(0);
        expect(output).toContain("migrations completed");
      }
    });
  }

  describe("the server", () => {
    it("becomes ready over TLS that the made authority vouches for", async () => {
      server = stand.start(SERVER, "server");
      expect(await readiness(stand, server), server.output()).toBe(200);
    });

    it("migrates as the cluster's choice says", () => {
      const log = server.output();
      expect(log.includes("skipping migrations at boot")).toBe(migrations === "hook");
      expect(log.includes("migrations completed")).toBe(migrations === "boot");
    });

    it("counts requests where the cluster's choice says", () => {
      const backend =
        profile === "ha" ? /rate-limit GC sweep enabled \(postgres backend\)/ : /rate-limit backend = memory/;
      expect(server.output()).toMatch(backend);
    });
  });

  describe("the enrolment Job", () => {
    it("grants the roles and removes demo mode's administrator", async () => {
      const { code, output } = await stand.run(ENROLL_JOB, "enroll");
      expect(code, output).toBe(0);
      expect(output.split("\n")).toEqual([
        "key agent was granted r-agent",
        "key enroll was granted r-operator",
        "demo mode's administrator is gone",
        "",
      ]);
    });

    it("makes no further grant when it runs again", async () => {
      const grants = () => stand.ask("/api/v1/auth/keys", { key: adminKey() });
      const before = await grants();
      expect(before.status).toBe(200);
      const { code, output } = await stand.run(ENROLL_JOB, "enroll");
      expect(code, output).toBe(0);
      expect(output).toContain("key agent has r-agent\nkey enroll has r-operator\n");
      expect(await grants()).toEqual(before);
    });
  });

  describe("an agent", () => {
    let id: string;

    it("is enrolled", async () => {
      const { code, output } = await enroll();
      expect(code, output).toBe(0);
      id = readFileSync(idFile(), "utf8");
      expect(id).not.toBe("");
      expect(output).toBe(`enrolled node1 as ${id}\n`);
      expect(requests("POST", "/api/v1/agents")).toEqual([201]);
    });

    it("keeps its id", async () => {
      expect(await enroll()).toEqual({ code: 0, output: `known as ${id}\n` });
      expect(readFileSync(idFile(), "utf8")).toBe(id);
    });

    it("finds its id by its name where its folder is empty", async () => {
      rmSync(idFile());
      expect(await enroll()).toEqual({ code: 0, output: `enrolled node1 as ${id}\n` });
      expect(readFileSync(idFile(), "utf8")).toBe(id);
      expect(requests("POST", "/api/v1/agents")).toEqual([201, 409]);
    });

    it("finds its id where the folder holds one that the server does not know", async () => {
      writeFileSync(idFile(), "agent-of-another-database");
      const { code, output } = await enroll();
      expect(code, output).toBe(0);
      expect(output).toBe(
        "the server does not know agent-of-another-database, or has retired it: enrolling again\n" +
          `enrolled node1 as ${id}\n`,
      );
      expect(readFileSync(idFile(), "utf8")).toBe(id);
    });

    it("is enrolled under a new name after it was retired", async () => {
      const retired = await stand.ask(`/api/v1/agents/${id}`, { method: "DELETE", key: adminKey() });
      expect(retired.status, retired.body).toBe(200);
      const { code, output } = await enroll();
      expect(code, output).toBe(0);
      const next = readFileSync(idFile(), "utf8");
      expect(next).not.toBe(id);
      expect(output).toBe(
        `the server does not know ${id}, or has retired it: enrolling again\nenrolled node1-2 as ${next}\n`,
      );
      expect(await enroll()).toEqual({ code: 0, output: `known as ${next}\n` });
    });

    it("runs, and the server answers its heartbeat", async () => {
      const heartbeat = `/api/v1/agents/${readFileSync(idFile(), "utf8")}/heartbeat`;
      const agent = stand.start(AGENT, "agent");
      const answers = await poll(100, () => {
        const found = requests("POST", heartbeat);
        return found.length > 0 || agent.code() !== undefined ? found : undefined;
      });
      expect(answers, agent.output()).toEqual([200]);
      const { code, output } = await agent.stop();
      expect(code, output).toBe(0);
    });

    it("can't enrol with the key that it runs with", async () => {
      const body = JSON.stringify({ name: "node2", hostname: "node2" });
      const { status } = await stand.ask("/api/v1/agents", { method: "POST", key: agentKey(), body });
      expect([401, 403]).toContain(status);
      const { body: agents } = await stand.ask("/api/v1/agents", { key: adminKey() });
      expect(agents).toContain('"node1-2"');
      expect(agents).not.toContain('"node2"');
    });
  });

  it("the server ends when it is asked to", async () => {
    const { code, output } = await server.stop();
    expect(code, output.slice(-2000)).toBe(0);
  });

  /** How the server answered these requests, by its log. */
  function requests(method: string, path: string): number[] {
    return server
      .output()
      .split("\n")
      .filter((line) => line.includes(`"method":"${method}"`) && line.includes(`"path":"${path}"`))
      .flatMap((line) => {
        const status = /"status":(\d+)/.exec(line)?.[1];
        return status === undefined ? [] : [Number(status)];
      });
  }
});
