/**
 * Negative twins: one needed thing is taken away, and the installation fails for that reason within its time. They show
 * that the thing is needed, and that the chapters can fail.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isMap, parseDocument, visit } from "yaml";
import type { ProfileName } from "../../src/model/environment.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { cameUpInOrder } from "./chapters/boot.ts";
import type { EngineName } from "./engine.ts";
import { evidence } from "./evidence.ts";
import type { Installation } from "./installation.ts";
import { scenario } from "./scenario.ts";
import { SETTINGS } from "./settings.ts";
import type { Moment } from "./timeline.ts";

export interface Twin {
  /** A part of the names in the cluster. */
  readonly name: string;
  readonly without: string;
  readonly engine?: EngineName;
  readonly profile?: ProfileName;
  /** Changes the written tree by hand, before the first commit. */
  readonly takeAway?: (it: Installation) => void;
  /** Changes the made Secrets, before the hand-over. */
  readonly secrets?: (it: Installation) => Promise<void>;
  /** What is done once it is installed all the same; the commit whose failure is looked for. */
  readonly afterwards?: (it: Installation) => Promise<string>;
  /** What a person reads in the logs, in events or from the engine, while it never becomes healthy. */
  readonly reason?: RegExp;
  /** Or, where it ends well all the same: what was wrong since the last commit; throws where nothing was. */
  readonly judge?: (it: Installation, commit: string, since: () => readonly Moment[]) => Promise<string>;
  readonly seconds: number;
  /** certctl's next version: the one to install needs less. */
  readonly next?: boolean;
}

export function twinScenario(twin: Twin): void {
  const { engine = "argocd", profile = "single-node", seconds, reason, judge } = twin;
  const settings: JsonObject = twin.next === true ? { certctl: { version: SETTINGS.nextVersion ?? "" } } : {};
  const noNext = twin.next === true && SETTINGS.nextVersion === undefined;
  scenario(
    `twin-${twin.name}`,
    engine,
    { profile, ...settings },
    [
      {
        title: `without ${twin.without}`,
        skip: noNext ? "E2E_CERTCTL_NEXT_VERSION is not set" : undefined,
        run: async (it) => {
          await it.generate();
          twin.takeAway?.(it);
          await it.makeSecrets();
          await twin.secrets?.(it);
          let commit = await it.repository.commit(`without ${twin.without}`);
          let begin = Date.now();
          let from = it.timeline.moments.length;
          await it.handOver();
          if (twin.afterwards !== undefined) {
            await it.settled(commit, 300);
            begin = Date.now();
            from = it.timeline.moments.length;
            commit = await twin.afterwards(it);
          }
          const why =
            judge === undefined
              ? await neverHealthy(it, reason ?? /(?!)/, seconds, commit)
              : { line: await judge(it, commit, () => it.timeline.moments.slice(from)), at: Date.now() };
          const took = Math.round((why.at - begin) / 1000);
          if (took > seconds) throw new Error(`it took ${took} s, more than ${seconds}: ${why.line}`);
          it.timeline.note(`failed after ${took} s: ${why.line}`);
        },
      },
    ],
    true,
  );
}

/** A warning is not a failure: what would come up all the same has done so by then. */
const STAYS_BROKEN_MS = 30_000;

interface Why {
  readonly line: string;
  /** When it was seen, in milliseconds since 1970. */
  readonly at: number;
}

/** The line that says why. */
async function neverHealthy(it: Installation, reason: RegExp, seconds: number, commit: string): Promise<Why> {
  const end = Date.now() + seconds * 1000 + STAYS_BROKEN_MS;
  let found: Why | undefined;
  let lines: string[] = [];
  while (Date.now() < end) {
    if ((await it.engine.missing(commit)) === undefined) throw new Error(`all is well, in spite of: ${found?.line}`);
    if (found === undefined) {
      lines = await evidence(it, commit);
      const line = lines.find((it) => reason.test(it));
      if (line !== undefined) {
        found = { line: line.slice(0, 300), at: Date.now() };
      }
    } else if (Date.now() - found.at > STAYS_BROKEN_MS) {
      return found;
    }
    await sleep(2000);
  }
  throw new Error(`no line matches ${reason} in ${seconds} s:\n${lines.slice(-200).join("\n")}`);
}

/** The chapter on the order fails with these words, of an installation that ends well. */
export async function orderFails(
  it: Installation,
  commit: string,
  profile: ProfileName,
  words: RegExp,
): Promise<string> {
  await it.settled(commit, 240);
  try {
    await cameUpInOrder(it, profile);
  } catch (error) {
    const text = String(error);
    const found = words.exec(text)?.[0];
    if (found !== undefined) return found;
    throw new Error(`the chapter fails with another reason than ${words}: ${text}`);
  }
  throw new Error("the chapter on the order passes");
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
