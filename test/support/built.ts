/** The program as its users get it: bundled by the project's own build, into a folder of the test's own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import * as textFiles from "../../build/text-files.mjs";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Built {
  readonly folder: string;
  /** Runs it in a process of its own, with this environment and no other. */
  run(
    cwd: string,
    env: Readonly<Record<string, string>>,
    ...argv: string[]
  ): { code: number | null; stdout: string; stderr: string };
  remove(): void;
}

export async function builtProgram(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), "certctl-gitops-built-"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { "certctl-gitops": "src/cli/main.ts" },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    mainFields: ["module", "main"],
    plugins: [(textFiles as unknown as { esbuildPlugin: Plugin }).esbuildPlugin],
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  return {
    folder,
    run(cwd, env, ...argv) {
      const done = spawnSync(process.execPath, [join(folder, "certctl-gitops.mjs"), ...argv], {
        cwd,
        env: { ...env },
        encoding: "utf8",
      });
      return { code: done.status, stdout: done.stdout, stderr: done.stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
