// Loads the parts of the program that are no TypeScript, for the build and for the tests alike: shell scripts as they
// are, Handlebars templates compiled, the profile overlays with their documents, the validators of the fleet file
// and the HTML page's program, so that none of it is parsed or compiled when the program starts.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { parseAllDocuments } from "yaml";
import { fleetValidatorModule } from "./fleet-validator.mjs";
import { pageModule } from "./page.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The module that a file becomes, or undefined where it is no such file. */
export function textModule(path) {
  if (path.endsWith(".sh")) return `export default ${JSON.stringify(readFileSync(path, "utf8"))};`;
  if (path.endsWith(".hbs")) return templateModule(path);
  return undefined;
}

// Strict: a value that is missing is an error, never an empty place. Nothing is escaped for HTML.
function templateModule(path) {
  const spec = Handlebars.precompile(readFileSync(path, "utf8"), {
    strict: true,
    noEscape: true,
    knownHelpers: { quote: true },
  });
  return `import Handlebars from "handlebars/runtime.js";\nexport default Handlebars.template(${spec});`;
}

/** All files of the top-level `overlays/`, as one module. */
export function overlaysModule() {
  const root = join(ROOT, "overlays");
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(ROOT.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  const files = paths.map((path) => {
    const text = readFileSync(join(ROOT, path), "utf8").replaceAll("\r\n", "\n");
    return [path, { text, documents: parseAllDocuments(text).map((document) => document.toJS()) }];
  });
  return `export default ${JSON.stringify(files)};`;
}

/** The pages of `docs/rules`, by rule. */
export function rulePagesModule() {
  const folder = join(ROOT, "docs", "rules");
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort();
  const pages = names.map((name) => {
    return [name.slice(0, -".md".length), readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n")];
  });
  return `export default ${JSON.stringify(Object.fromEntries(pages))};`;
}

/** Modules that are made when the program is built. */
const EMBEDDED = {
  "embedded:overlays": overlaysModule,
  "embedded:fleet-validator": fleetValidatorModule,
  "embedded:rule-pages": rulePagesModule,
  "embedded:page": pageModule,
};

export const esbuildPlugin = {
  name: "text-files",
  setup(build) {
    build.onResolve({ filter: /^embedded:/ }, ({ path }) => ({ path, namespace: "embedded" }));
    build.onLoad({ filter: /.*/, namespace: "embedded" }, async ({ path }) => ({
      contents: await EMBEDDED[path](),
      loader: "js",
    }));
    build.onLoad({ filter: /\.(sh|hbs)$/ }, ({ path }) => ({
      contents: textModule(path),
      loader: "js",
      resolveDir: ROOT,
    }));
  },
};

export const vitePlugin = {
  name: "text-files",
  enforce: "pre",
  resolveId(source, importer) {
    if (source in EMBEDDED) return `\0${source}`;
    if (/\.(sh|hbs)$/.test(source) && importer !== undefined) return resolve(dirname(importer), source);
    return undefined;
  },
  load(id) {
    return id.startsWith("\0embedded:") ? EMBEDDED[id.slice(1)]() : textModule(id);
  },
};
