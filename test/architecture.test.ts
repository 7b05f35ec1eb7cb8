/** Which folder of `src/` may know of which: the table of the design, held against every import. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cycleIn, importsOf, packageOf, withoutComments } from "./support/imports.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folder: the other folders of ours that it may import, the npm packages, and the modules of Node. */
const TABLE: Readonly<Record<string, { own: string; packages?: string; node?: string }>> = {
  model: { own: "", packages: "fastest-levenshtein" },
  k8s: { own: "model" },
  certctl: { own: "model k8s" },
  files: { own: "model", node: "fs path crypto child_process worker_threads" },
  fleet: { own: "model k8s certctl", packages: "yaml ajv embedded:fleet-validator semver" },
  generators: {
    own: "model k8s certctl",
    packages:
      "kubernetes-models @kubernetes-models/base @kubernetes-models/cert-manager @kubernetes-models/external-secrets",
  },
  overlays: { own: "model k8s certctl secrets", packages: "embedded:overlays" },
  engines: { own: "model k8s certctl templates", packages: "handlebars yaml", node: "crypto" },
  kustomize: { own: "model k8s", packages: "yaml", node: "crypto" },
  environments: { own: "model k8s kustomize" },
  order: { own: "model k8s" },
  rules: { own: "model k8s certctl order schemas" },
  schemas: { own: "model" },
  diff: { own: "model k8s certctl order rules redaction", packages: "yaml" },
  secrets: {
    own: "model k8s certctl",
    packages: "yaml @peculiar/x509",
    node: "crypto",
  },
  writer: { own: "model files", node: "fs path crypto os child_process" },
  bundle: { own: "model k8s certctl fleet generators overlays engines kustomize secrets" },
  redaction: { own: "model k8s", packages: "yaml" },
  reports: { own: "model k8s", packages: "diff fast-string-width embedded:page", node: "crypto path" },
  page: { own: "model reports", packages: "diff" },
  cli: {
    own: "model k8s certctl files fleet generators overlays engines kustomize environments order rules schemas diff secrets writer bundle redaction reports package.json",
    packages: "commander picocolors picomatch embedded:rule-pages",
    node: "fs path crypto v8",
  },
};

/** What reaches outside of the program, the only places that may say it, and why there. */
const EDGES: readonly { what: string; words: RegExp; allowed: string; files: RegExp }[] = [
  {
    what: "the process",
    words: /\bprocess\b\s*[.?[]/,
    allowed: "src/cli/main.ts, src/writer",
    files: /^src\/(cli\/main\.ts|writer\/)/,
  },
  { what: "the console", words: /\bconsole\s*\./, allowed: "nowhere", files: /^$/ },
  {
    what: "the clock",
    words: /\bnew Date\(\s*\)|\bnew Date\b(?!\()|\bDate\.now\b|\bDate\(\s*\)|\bperformance\b|\bhrtime\b|\bTemporal\b/,
    // The writer asks it how old another run's staging folder is, and nothing that is written depends on the answer.
    allowed: "src/cli/main.ts, src/writer/staging.ts",
    files: /^src\/(cli\/main|writer\/staging)\.ts$/,
  },
  {
    what: "random numbers",
    words:
      /\bMath\.random\b|\brandomUUID\b|\brandomInt\b|\bgetRandomValues\b|import[^;]*\brandomBytes\b[^;]*node:crypto/,
    // A staging folder has a name that no other run has.
    allowed: "src/cli/main.ts, src/writer/staging.ts",
    files: /^src\/(cli\/main|writer\/staging)\.ts$/,
  },
  {
    what: "keys made at random",
    words: /\bgenerateKey/,
    allowed: "src/secrets/certificate-maker.ts",
    files: /^src\/secrets\/certificate-maker\.ts$/,
  },
  { what: "the network", words: /\bfetch\(|node:(http|https|net|tls|dns|dgram)\b/, allowed: "nowhere", files: /^$/ },
  {
    what: "timers",
    words: /\bset(Timeout|Interval|Immediate)\b/,
    allowed: "src/cli/main.ts",
    files: /^src\/cli\/main\.ts$/,
  },
  {
    what: "the locale or the time zone",
    words: /\btoLocale|\blocaleCompare\b|\bIntl\b|\.getTimezoneOffset|\.get(Hours|Date|Month|FullYear|Day)\(/,
    allowed: "nowhere",
    files: /^$/,
  },
];

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const SOURCES: readonly SourceFile[] = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort()
  .map((path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    return { path, folder: path.split("/")[1] ?? "", text, imports: importsOf(text) };
  });

const words = (list: string | undefined): string[] => (list ?? "").split(" ").filter((word) => word !== "");

/** What is wrong with one import, in words, or undefined. */
function problemOf(file: SourceFile, module: string): string | undefined {
  const row = TABLE[file.folder];
  if (row === undefined) return `folder src/${file.folder} has no row in the table`;
  if (module.startsWith("node:")) {
    const name = module.slice("node:".length);
    if (words(row.node).includes(name)) return undefined;
    return `src/${file.folder} may import ${
      words(row.node)
        .map((n) => `node:${n}`)
        .join(", ") || "no module"
    } of Node only`;
  }
  if (!module.startsWith(".")) {
    if (words(row.packages).includes(packageOf(module))) return undefined;
    return `src/${file.folder} may use ${words(row.packages).join(", ") || "no package"} only`;
  }
  const target = posix.normalize(posix.join(posix.dirname(file.path), module));
  const to = target.startsWith("src/") ? target.split("/")[1] : target.split("/")[0];
  if (to === file.folder || (to !== undefined && words(row.own).includes(to))) return undefined;
  return `src/${file.folder} may import ${row.own === "" ? "nothing else of ours" : row.own.replaceAll(" ", ", ")} only`;
}

describe("the table of folders", () => {
  it("has a row for each folder of src, and no other", () => {
    expect(Object.keys(TABLE).sort()).toEqual([...new Set(SOURCES.map((s) => s.folder))].sort());
  });
  it("holds for every import", () => {
    const problems = SOURCES.flatMap((file) =>
      file.imports.flatMap((module) => {
        const why = problemOf(file, module);
        return why === undefined ? [] : [`${file.path} imports ${module}: ${why}`];
      }),
    );
    expect(problems).toEqual([]);
  });
  it("names no package that nobody uses", () => {
    const unused = Object.entries(TABLE).flatMap(([folder, { packages, node }]) => {
      const used = SOURCES.filter((s) => s.folder === folder).flatMap((s) => s.imports);
      const allowed = [...words(packages), ...words(node).map((name) => `node:${name}`)];
      return allowed
        .filter((name) => !used.some((module) => module === name || packageOf(module) === name))
        .map((name) => `${folder}: ${name}`);
    });
    expect(unused).toEqual([]);
  });
  it("imports with the file's ending, so that Node needs no guess", () => {
    const wrong = SOURCES.flatMap((file) =>
      file.imports.filter((m) => m.startsWith(".") && !/\.(ts|sh|hbs|json)$/.test(m)).map((m) => `${file.path}: ${m}`),
    );
    expect(wrong).toEqual([]);
  });
  it("takes the packages from the manifest, in exact versions", () => {
    const { dependencies = {}, devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const versions = { ...dependencies, ...devDependencies };
    const used = Object.values(TABLE)
      .flatMap((row) => words(row.packages))
      .filter((name) => !name.startsWith("embedded:"));
    expect(used.filter((name) => versions[name] === undefined)).toEqual([]);
    expect(Object.entries(versions).filter(([, version]) => !/^\d/.test(version))).toEqual([]);
  });
});

describe("the edges", () => {
  for (const { what, words: pattern, allowed, files } of EDGES) {
    it(`${what}: ${allowed}`, () => {
      const problems = SOURCES.flatMap(({ path, text }) =>
        files.test(path) || !pattern.test(withoutComments(text))
          ? []
          : [`${path} uses ${what} (${pattern.exec(withoutComments(text))?.[0]}), which belongs to ${allowed}`],
      );
      expect(problems).toEqual([]);
    });
  }
  it("are all at work: no row is there for nothing", () => {
    const rows = EDGES.filter(({ allowed, files, words: pattern, what }) => {
      if (allowed === "nowhere" || what === "timers") return false;
      return !SOURCES.some(({ path, text }) => files.test(path) && pattern.test(withoutComments(text)));
    });
    expect(rows.map((r) => r.what)).toEqual([]);
  });
});

describe("the graph of imports", () => {
  const graph = new Map(
    SOURCES.map(({ path, imports }) => [
      path,
      imports.filter((m) => m.startsWith(".")).map((m) => posix.normalize(posix.join(posix.dirname(path), m))),
    ]),
  );
  it("leads to files that are there", () => {
    const missing = [...graph].flatMap(([path, targets]) =>
      targets.filter((t) => t.startsWith("src/") && t.endsWith(".ts") && !graph.has(t)).map((t) => `${path}: ${t}`),
    );
    expect(missing).toEqual([]);
  });
  it("has no cycle, imports of types included", () => {
    expect(cycleIn(graph)?.join(" -> ")).toBeUndefined();
  });
  /** Which folders below `parent` the files of each of them import from; files of `parent` itself count for none. */
  const folderGraph = (parent: string): Map<string, string[]> => {
    const folderOf = (path: string): string | undefined =>
      path.startsWith(`${parent}/`) ? /^([^/]+)\//.exec(path.slice(parent.length + 1))?.[1] : undefined;
    const folders = new Map<string, string[]>();
    for (const [path, targets] of graph) {
      const from = folderOf(path);
      if (from === undefined) continue;
      const others = targets.map(folderOf).filter((to) => to !== undefined && to !== from) as string[];
      folders.set(from, [...(folders.get(from) ?? []), ...others]);
    }
    return folders;
  };
  it.each(["src", "src/kustomize", "src/rules", "src/rules/coherence", "src/rules/order"])(
    "has no cycle between the folders of %s",
    (parent) => {
      const folders = folderGraph(parent);
      expect(folders.size).toBeGreaterThan(5);
      expect(cycleIn(folders)?.join(" -> ")).toBeUndefined();
    },
  );
});

describe("importsOf", () => {
  const cases: [string, string, string[]][] = [
    ["a named import", `import { a } from "./a.ts";`, ["./a.ts"]],
    ["a type import", `import type { A } from "./a.ts";`, ["./a.ts"]],
    ["a default and names on many lines", `import a, {\n  b,\n  type C,\n} from "./a.ts";`, ["./a.ts"]],
    ["a namespace", `import * as a from 'yaml';`, ["yaml"]],
    ["an import for its effect", `import "./effect.ts";`, ["./effect.ts"]],
    ["attributes", `import m from "../package.json" with { type: "json" };`, ["../package.json"]],
    ["two on one line", `import { a } from "./a.ts";\nimport { b } from "./b.ts";`, ["./a.ts", "./b.ts"]],
    ["an export of names", `export { a } from "./a.ts";`, ["./a.ts"]],
    ["an export of types", `export type { A } from "./a.ts";`, ["./a.ts"]],
    ["an export of all", `export * from "./a.ts";\nexport * as b from "./b.ts";`, ["./a.ts", "./b.ts"]],
    ["a call", `const { a } = await import("./a.ts");`, ["./a.ts"]],
    ["a call on lines of its own", `await import(\n  "./a.ts"\n);`, ["./a.ts"]],
    ["a type by call", `type A = import("./a.ts").A;`, ["./a.ts"]],
    ["a computed one", "await import(name);", ["(computed)"]],
    ["a computed template", "await import(`./${name}.ts`);", ["(computed)"]],
    ["a call without a module, as comments write it", "Load it with `import()`.", []],
    ["require", `require("fs");`, ["fs"]],
    ["text that speaks of imports", `export const a = "import it from";\nconst b = "from";`, []],
    ["an exported function with text in it", `export function f() { return g(" from ", "x"); }`, []],
    ["import.meta", "const here = import.meta.url;", []],
  ];
  it.each(cases)("%s", (_name, text, expected) => {
    expect(importsOf(text)).toEqual(expected);
  });
  it("names the package of a module", () => {
    expect([packageOf("yaml"), packageOf("semver/functions/lt.js"), packageOf("@a/b/c")]).toEqual([
      "yaml",
      "semver",
      "@a/b",
    ]);
  });
  it("finds a cycle and tells the way around it", () => {
    const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
    expect(cycleIn(graph({ a: ["b", "c"], b: ["c"], c: [] }))).toBeUndefined();
    expect(cycleIn(graph({ a: ["b"], b: ["c"], c: ["b"] }))).toEqual(["b", "c", "b"]);
    expect(cycleIn(graph({ a: ["a"] }))).toEqual(["a", "a"]);
  });
  it("leaves comments out, and addresses in text alone", () => {
    expect(withoutComments(`/** Date.now */ a; // Math.random\nb = "https://x"; `)).not.toMatch(/Date|Math/);
    expect(withoutComments(`b = "https://x";`)).toBe(`b = "https://x";`);
  });
});
