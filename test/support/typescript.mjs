// `node test/support/typescript.mjs FILE.ts [argument...]`: runs a TypeScript file that Node 20 can't run itself.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { esbuildPlugin } from "../../build/text-files.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const [entry] = process.argv.splice(2, 1);
const outfile = join(ROOT, "node_modules/.cache/certctl-gitops", `${basename(entry, ".ts")}-${process.pid}.mjs`);

// A bundle is one file, and `import.meta.url` is that of the file that says it.
const ownPlaces = {
  name: "own-places",
  setup(bundle) {
    bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
      loader: "ts",
    }));
  },
};

mkdirSync(join(ROOT, "node_modules/.cache/certctl-gitops"), { recursive: true });
await build({
  entryPoints: [resolve(entry)],
  outfile,
  bundle: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20.19",
  sourcemap: "inline",
  plugins: [ownPlaces, esbuildPlugin],
  logLevel: "warning",
});
try {
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(outfile, { force: true });
}
