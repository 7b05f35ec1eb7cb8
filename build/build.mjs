// Bundles the program into `dist/`: one entry, and a chunk for whatever is loaded only when a command needs it.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, transform } from "esbuild";
import { licensesOf } from "./licenses.mjs";
import { esbuildPlugin } from "./text-files.mjs";
import { yamlPlugin } from "./yaml-modules.mjs";

const DIST = "dist";

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
const { outputFiles, metafile } = await build({
  metafile: true,
  entryPoints: { "certctl-gitops": "src/cli/main.ts" },
  outdir: DIST,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minify: true,
  mainFields: ["module", "main"],
  legalComments: "none",
  plugins: [esbuildPlugin, yamlPlugin],
  write: false,
  logLevel: "warning",
});
// esbuild only splits ES modules, and node starts CommonJS faster: its loader reads and links at once.
for (const { path, text } of outputFiles) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minify: true,
    legalComments: "none",
    supported: { "dynamic-import": false },
  });
  writeFileSync(join(DIST, basename(path)), code);
}
writeFileSync(join(DIST, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
writeFileSync(join(DIST, "LICENSES.txt"), licensesOf(Object.keys(metafile.inputs)));
chmodSync(join(DIST, "certctl-gitops.js"), 0o755);
