/** `npm run schemas:update`: writes schemas/kinds anew, from the API server of KUBECONFIG and the sources of definitions. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { kindsOfCrd } from "../../src/schemas/crd.ts";
import { type KindIndex, type KindTable, tablePath } from "../../src/schemas/schema.ts";
import { builtInTables, type Document } from "./built-in.ts";
import { definitionsOf } from "./definitions.ts";
import { shared } from "./share.ts";
import { SOURCES } from "./sources.ts";

const FOLDER = fileURLToPath(new URL("../../schemas/kinds", import.meta.url));

const VERSION = /^(api|apis\/[^/]+)\/[^/]+$/;

function builtIn(): KindTable[] {
  const { paths } = JSON.parse(asked("/openapi/v3")) as { paths: Record<string, unknown> };
  const versions = Object.keys(paths).filter((path) => VERSION.test(path));
  return versions.flatMap((path) => {
    const document = JSON.parse(asked(`/openapi/v3/${path}`)) as Document;
    return builtInTables(document, path.replace(/^apis?\//, ""));
  });
}

function asked(path: string): string {
  return execFileSync("kubectl", ["get", "--raw", path], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

function custom(): KindTable[] {
  return SOURCES.flatMap((source) => definitionsOf(source).flatMap(kindsOfCrd)).map(shared);
}

function write(path: string, content: unknown): void {
  const file = join(FOLDER, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content)}\n`);
}

const server = (JSON.parse(asked("/version")) as { gitVersion: string }).gitVersion;
const tables = [...builtIn(), ...custom()];
rmSync(FOLDER, { recursive: true, force: true });
for (const table of tables) write(tablePath(table.apiVersion, table.kind), table);
const kinds: Record<string, string[]> = {};
for (const { apiVersion, kind } of tables) kinds[apiVersion] = [...(kinds[apiVersion] ?? []), kind].sort();
const index: KindIndex = {
  madeFrom: [{ name: "kubernetes", version: server }, ...SOURCES.map(({ name, version }) => ({ name, version }))],
  kinds: Object.fromEntries(Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1))),
};
write("index.json", index);
process.stdout.write(`${tables.length} kinds in ${Object.keys(kinds).length} versions\n`);
