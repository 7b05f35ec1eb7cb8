// Bundles the program into `dist/`: one entry, and a chunk for whatever is loaded only when a command needs it.
import { chmodSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { esbuildPlugin } from "./text-files.mjs";

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: { "certctl-gitops": "src/cli/main.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minify: true,
  mainFields: ["module", "main"],
  legalComments: "none",
  plugins: [esbuildPlugin],
  // Some packages still call require() for node's own modules.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  logLevel: "warning",
});
chmodSync("dist/certctl-gitops.js", 0o755);
