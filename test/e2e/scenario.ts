/** A scenario: chapters that follow each other on one installation, each a test, and a report of all of them. */
import { afterAll, beforeAll, describe, it as test } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { EngineName } from "./engine.ts";
import { type Installation, namesOf, openInstallation } from "./installation.ts";
import { openKube } from "./kube.ts";
import { removeEverything } from "./leftovers.ts";
import { type Chapter, writeReport } from "./report.ts";
import { NOT_RUN, SETTINGS } from "./settings.ts";

export interface Step {
  readonly title: string;
  /** Why it is not run here; said, and counted as skipped. */
  readonly skip?: string | undefined;
  readonly run: (installation: Installation) => Promise<void>;
}

if (NOT_RUN !== undefined) process.stderr.write(`\nskipped: ${NOT_RUN}\n`);

/** `breaks`: it is meant never to come up. Nothing after a first step that fails can be judged: it fails with that reason. */
export function scenario(
  title: string,
  engine: EngineName,
  settings: JsonObject,
  steps: readonly Step[],
  breaks = false,
): void {
  const name = `${title}${SETTINGS.suffix}`;
  if (process.env.E2E_CLEAN !== undefined && NOT_RUN === undefined) {
    describe(name, () => {
      test("what a killed run left is removed", async () => {
        const kube = await openKube();
        await removeEverything(kube, namesOf(name), true).finally(() => kube.close());
      });
    });
    return;
  }
  describe.skipIf(NOT_RUN !== undefined)(name, () => {
    let installation: Installation | undefined;
    let broken: string | undefined;
    const chapters: Chapter[] = [];
    const report = (): void => {
      const { version, nextVersion } = SETTINGS;
      const certctl = { version, ...(nextVersion === undefined ? {} : { nextVersion }) };
      writeReport({ scenario: name, certctl, chapters, moments: installation?.timeline.moments ?? [] });
    };

    const chapter = async (title: string, work: () => Promise<void>): Promise<void> => {
      const from = Date.now();
      try {
        await work();
        chapters.push({ title, from, to: Date.now(), result: "passed" });
      } catch (error) {
        chapters.push({ title, from, to: Date.now(), result: "failed", reason: String(error) });
        throw error;
      } finally {
        report();
      }
    };

    beforeAll(async () => {
      installation = await openInstallation(name, engine, settings);
    });

    for (const [index, step] of steps.entries()) {
      if (step.skip !== undefined) {
        const reason = step.skip;
        process.stderr.write(`\nskipped: ${name}: ${step.title}: ${reason}\n`);
        chapters.push({ title: step.title, from: 0, to: 0, result: "skipped", reason });
      }
      test.skipIf(step.skip !== undefined)(step.title, async () => {
        if (installation === undefined) throw new Error("it was not opened");
        const it = installation;
        if (broken !== undefined) throw new Error(`not run: ${broken}`);
        await chapter(step.title, () => step.run(it)).catch((error: unknown) => {
          if (index === 0) broken = `"${step.title}" failed`;
          throw error;
        });
      });
    }

    afterAll(async () => {
      if (installation === undefined) return;
      const it = installation;
      if (process.env.E2E_KEEP !== undefined) {
        await it.kube.close();
        return;
      }
      await chapter("nothing is left", () => it.close(breaks || chapters.some(({ result }) => result === "failed")));
    });
  });
}
