/** Processes of the test: run to their end or kept, never left behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface Ended {
  readonly code: number;
  /** Both streams in the order in which they came. */
  readonly output: string;
}

export interface Running {
  output(): string;
  /** Undefined while it runs. */
  code(): number | undefined;
  readonly ended: Promise<Ended>;
  /** Asks it to end, forces it after 40 seconds. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

const alive = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

/** Starts it with this environment and nothing of ours; a program that can't be started has code 127. */
export function start({ argv, env, cwd }: Command): Running {
  const [program = "", ...args] = argv;
  let output = "";
  let code: number | undefined;
  const child = spawn(program, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  alive.add(child);
  const add = (chunk: Buffer): void => {
    output += chunk.toString("utf8");
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  const ended = new Promise<Ended>((resolve) => {
    const end = (how: number): void => {
      alive.delete(child);
      code = how;
      resolve({ code: how, output });
    };
    child.on("error", (error) => {
      output += error.message;
      end(127);
    });
    child.on("close", (exit, signal) => end(exit ?? (signal === null ? 127 : 128)));
  });
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<Ended> => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), 40_000);
    const how = await ended;
    clearTimeout(timer);
    return how;
  };
  return { output: () => output, code: () => code, ended, stop };
}

/** Runs it to its end; what takes longer than this is ended. */
export async function run(command: Command, seconds = 120): Promise<Ended> {
  const running = start(command);
  const timer = setTimeout(() => void running.stop("SIGKILL"), seconds * 1000);
  const ended = await running.ended;
  clearTimeout(timer);
  return ended;
}

/** Asks until there is an answer; undefined after so many seconds. */
export async function poll<T>(
  seconds: number,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || Date.now() > end) return answer;
    await sleep(200);
  }
}

/** Ports of 127.0.0.1 that nothing listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
