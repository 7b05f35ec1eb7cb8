/**
 * Negative twins: one needed thing is taken away, and the installation fails for that reason within its time. They show
 * that the thing is needed, and that the chapters can fail.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isMap, parseDocument, visit } from "yaml";
import type { JsonObject } from "../../src/model/json.ts";
import { cameUpInOrder } from "./chapters/boot.ts";
import type { EngineName } from "./engine.ts";
import { evidence } from "./evidence.ts";
import type { Installation, Profile } from "./installation.ts";
import { scenario } from "./scenario.ts";

export interface Twin {
  /** A part of the names in the cluster. */
  readonly name: string;
  readonly without: string;
  readonly engine?: EngineName;
  readonly profile?: Profile;
  readonly settings?: JsonObject;
  /** Changes the written tree by hand, before the first commit. */
  readonly takeAway?: (it: Installation) => void;
  /** Changes the made Secrets, before the hand-over. */
  readonly secrets?: (it: Installation) => Promise<void>;
  /** What is done once it is installed all the same; the commit whose failure is looked for. */
  readonly afterwards?: (it: Installation, installed: string) => Promise<string>;
  /** What a person reads in the logs, in events or from the engine. */
  readonly reason: RegExp;
  /** Or: which words the order's chapter fails with. The installation ends well otherwise. */
  readonly chapter?: boolean;
  readonly seconds: number;
}

export function twinScenario(twin: Twin): void {
  const { engine = "argocd", profile = "single-node", settings = {}, seconds } = twin;
  scenario(`twin-${twin.name}`, engine, { profile, ...settings }, [
    {
      title: `without ${twin.without}`,
      run: async (it) => {
        await it.generate();
        twin.takeAway?.(it);
        await it.makeSecrets();
        await twin.secrets?.(it);
        let commit = await it.repository.commit(`without ${twin.without}`);
        let begin = Date.now();
        await it.handOver();
        if (twin.afterwards !== undefined) {
          await it.settled(commit, 300);
          begin = Date.now();
          commit = await twin.afterwards(it, commit);
        }
        const reason =
          twin.chapter === true ? await chapterFails(it, twin, commit) : await neverHealthy(it, twin, commit);
        if (Date.now() - begin > seconds * 1000) throw new Error(`it took more than ${seconds} s: ${reason}`);
        it.timeline.note(`failed after ${Math.round((Date.now() - begin) / 1000)} s: ${reason}`);
      },
    },
  ]);
}

/** The line that says why. */
async function neverHealthy(it: Installation, { reason, seconds }: Twin, commit: string): Promise<string> {
  const end = Date.now() + seconds * 1000;
  let lines: string[] = [];
  while (Date.now() < end) {
    if ((await it.engine.missing(commit)) === undefined) throw new Error("the engine says that all is well");
    lines = await evidence(it, commit);
    const found = lines.find((line) => reason.test(line));
    if (found !== undefined) return found.slice(0, 300);
    await sleep(2000);
  }
  throw new Error(`no line matches ${reason} in ${seconds} s:\n${lines.slice(-200).join("\n")}`);
}

async function chapterFails(it: Installation, { reason, seconds, profile }: Twin, commit: string): Promise<string> {
  await it.settled(commit, seconds);
  try {
    await cameUpInOrder(it, profile ?? "single-node");
  } catch (error) {
    const text = String(error);
    if (reason.test(text)) return (reason.exec(text)?.[0] ?? text).slice(0, 300);
    throw new Error(`the chapter fails with another reason than ${reason}: ${text}`);
  }
  throw new Error("the chapter passes");
}

/** A YAML text without the list items of this name: variables, mounts, containers. */
export function withoutNamed(text: string, name: string): string {
  const document = parseDocument(text);
  visit(document, {
    Seq: (_, list) => {
      list.items = list.items.filter((item) => !(isMap(item) && item.get("name") === name));
    },
  });
  return String(document);
}
