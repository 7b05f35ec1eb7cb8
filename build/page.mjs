// Bundles the HTML page's program and its style sheet, when the program is built and when it is tested.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const PAGE = join(dirname(dirname(fileURLToPath(import.meta.url))), "src", "page");

/** A module with two texts: `script` and `style`. */
export async function pageModule() {
  const [script, style] = await Promise.all([bundled("main.ts"), bundled("page.css")]);
  return `export const script = ${JSON.stringify(script)};\nexport const style = ${JSON.stringify(style)};`;
}

async function bundled(file) {
  const { outputFiles } = await build({
    entryPoints: [join(PAGE, file)],
    bundle: true,
    format: "iife",
    platform: "browser",
    // Browsers of 2024, when all of them had light-dark() of CSS.
    target: "es2022",
    minify: true,
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0].text.trim();
}
