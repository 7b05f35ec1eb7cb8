/** A program that runs on while builds, which are synchronous, write to it and wait for what it answers. */
import type { spawn } from "node:child_process";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";

/** How a program ended: what it wrote to standard error, and its exit code or signal. */
export interface Ended {
  readonly end: string;
  readonly messages: string;
  /** It could not be started at all. */
  readonly unstarted?: { readonly code: string; readonly message: string };
}

export interface Bridge {
  /** Hands a text to the program's standard input; returns at once. */
  write(text: string): void;
  /** The next bytes of its standard output, waiting for them; what says how it ended, once there are no more. */
  next(): Uint8Array | Ended;
  /** Closes its standard input, on which it ends; nothing may be written after. */
  close(): void;
}

/** Milliseconds without a byte after which a program is taken for dead. */
const LONGEST_WAIT = 600_000;
const SILENT: Ended = { end: "no answer for ten minutes", messages: "" };

interface Start {
  readonly command: string;
  readonly commandArguments: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly port: MessagePort;
  readonly news: SharedArrayBuffer;
}

/** Starts a program in a thread of its own. It does not keep the process alive, and ends with it. */
export function bridgeTo(
  command: string,
  commandArguments: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Bridge {
  const { port1, port2 } = new MessageChannel();
  const shared = new SharedArrayBuffer(4);
  const news = new Int32Array(shared);
  const start: Start = { command, commandArguments, env: { ...env }, port: port2, news: shared };
  const worker = new Worker(
    `(${thread.toString()})(require("node:child_process").spawn, require("node:worker_threads").workerData)`,
    { eval: true, workerData: start, transferList: [port2], execArgv: [], stdin: false },
  );
  worker.unref();
  let ended: Ended | undefined;
  return {
    write: (text) => port1.postMessage(text),
    next() {
      while (ended === undefined) {
        const seen = Atomics.load(news, 0);
        const message = receiveMessageOnPort(port1)?.message as Uint8Array | Ended | undefined;
        if (message === undefined) {
          if (Atomics.wait(news, 0, seen, LONGEST_WAIT) === "timed-out") ended = SILENT;
        } else if (message instanceof Uint8Array) return message;
        else ended = message;
      }
      return ended;
    },
    close() {
      port1.postMessage(null);
      port1.unref();
    },
  };
}

/** The thread. It is handed over as text, so it may use nothing but its parameters and what every thread has. */
function thread(start: typeof spawn, { command, commandArguments, env, port, news }: Start): void {
  const count = new Int32Array(news);
  const tell = (message: Uint8Array<ArrayBuffer> | Ended): void => {
    port.postMessage(message, message instanceof Uint8Array ? [message.buffer] : []);
    Atomics.add(count, 0, 1);
    Atomics.notify(count, 0);
  };
  let messages = "";
  try {
    const program = start(command, [...commandArguments], { env: { ...env }, windowsHide: true });
    program.stdout.on("data", (chunk: Uint8Array) => tell(new Uint8Array(chunk)));
    program.stderr.on("data", (chunk: Uint8Array) => {
      messages += chunk.toString();
    });
    program.on("error", (error) => {
      tell({
        end: "",
        messages,
        unstarted: { code: "code" in error ? String(error.code) : "", message: error.message },
      });
      port.close();
    });
    program.on("close", (code, signal) => {
      tell({ end: code === null ? `signal ${signal}` : `exit code ${code}`, messages });
      port.close();
    });
    // Writing to a program that is gone fails; that it is gone is told by its end.
    program.stdin.on("error", () => undefined);
    port.on("message", (text: string | null) => {
      if (text === null) program.stdin.end();
      else program.stdin.write(text);
    });
  } catch (error) {
    tell({ end: "", messages, unstarted: { code: "", message: String(error) } });
    port.close();
  }
}
