/** The same settings give the same bytes: on any machine, in any folder, in whatever order they are written. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../src/bundle/bundle.ts";
import { isObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import { type Built, builtProgram } from "../support/built.ts";
import { made, VARIANTS } from "../support/bundle.ts";
import { GIT, quickly } from "../support/fleet.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { random, seedOf } from "../support/random.ts";

const texts = (tree: ReadonlyMap<string, { text: string }>) =>
  Object.fromEntries([...tree].map(([path, { text }]) => [path, text]));

/** The same data with the keys of every mapping in another order. */
function shuffled(value: JsonValue, seed: number): JsonValue {
  const r = random(seed);
  const go = (part: JsonValue): JsonValue => {
    if (Array.isArray(part)) return part.map(go);
    if (!isObject(part)) return part;
    const keys = Object.keys(part);
    for (let i = keys.length - 1; i > 0; i--) {
      const j = r.below(i + 1);
      [keys[i], keys[j]] = [keys[j] as string, keys[i] as string];
    }
    return Object.fromEntries(keys.map((key) => [key, go(part[key] as JsonValue)]));
  };
  return go(value);
}

describe("in one process", () => {
  it.each(Object.entries(VARIANTS))("%s twice is the same", async (_name, settings) => {
    const [a, b] = [await quickly(settings), await quickly(settings)];
    expect(texts(bundle(a.environments, new Map()).tree)).toEqual(texts(bundle(b.environments, new Map()).tree));
  });
  const seed = seedOf(7);
  it.each(Object.entries(VARIANTS))(
    `%s with its keys in another order is the same, seed ${seed}`,
    async (_name, settings) => {
      const { tree } = await made(settings);
      const { environments } = await quickly(shuffled(settings, seed) as JsonObject);
      expect(texts(bundle(environments, new Map()).tree)).toEqual(texts(tree));
    },
  );
  it("maps of the user's own, too", async () => {
    const forward: JsonObject = {
      labels: { a: "1", b: "2", c: "3" },
      annotations: { z: "1", y: "2" },
      agents: { nodeSelector: { q: "1", p: "2" }, resources: { requests: { memory: "1Mi", cpu: "1m" } } },
      scheduling: { nodeSelector: { n: "1", m: "2" } },
      server: { resources: { requests: { memory: "1Mi", cpu: "1m" }, limits: { memory: "2Mi", cpu: "1" } } },
      ingress: { type: "nginx", host: "a.example.com", annotations: { x: "1", w: "2" } },
    };
    const { tree } = await made(forward);
    for (let i = 0; i < 5; i++) {
      const { environments } = await quickly(shuffled(forward, seed + i) as JsonObject);
      expect(texts(bundle(environments, new Map()).tree), `SEED=${seed + i}`).toEqual(texts(tree));
    }
  });
  it("a cluster's files do not depend on which others are there", async () => {
    const [a] = (await quickly({ name: "a", ...VARIANTS["ha, all at once"] })).environments;
    const [b] = (await quickly({ name: "b", profile: "dev" })).environments;
    if (a === undefined || b === undefined) throw new Error("no environment");
    const own = (tree: ReadonlyMap<string, { text: string }>) =>
      Object.fromEntries(Object.entries(texts(tree)).filter(([path]) => /^(clusters|argocd|flux)\/a\//.test(path)));
    const [alone, together, after] = [bundle([a], new Map()), bundle([a, b], new Map()), bundle([b, a], new Map())];
    expect(own(together.tree)).toEqual(own(alone.tree));
    expect(texts(after.tree)).toEqual(texts(together.tree));
  });
  it("what clusters share does not depend on them: each file of it is the same for all", async () => {
    const shared = new Map<string, string>();
    for (const settings of Object.values(VARIANTS)) {
      for (const [path, { text }] of (await made(settings)).tree) {
        if (!/^(base|components|overlays)\//.test(path)) continue;
        expect(shared.get(path) ?? text, path).toBe(text);
        shared.set(path, text);
      }
    }
    expect(shared.size).toBeGreaterThan(50);
  });
  it("holds no trace of where or when it was made", async () => {
    for (const { text } of (await made(VARIANTS["ha, all at once"] ?? {})).tree.values()) {
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(/\b20\d\d-\d\d-\d\dT\d\d/);
    }
    expect(GIT.path).toBe("out");
  });
});

describe("in processes of their own", () => {
  let program: Built;
  let folder: Folder;
  beforeAll(async () => {
    program = await builtProgram();
    folder = temporaryFolder();
  });
  afterAll(() => {
    program?.remove();
    folder?.remove();
  });
  const run = (place: string, env: Record<string, string>) => {
    const cwd = join(folder.path, place);
    mkdirSync(cwd, { recursive: true });
    const done = program.run(
      cwd,
      env,
      "gen",
      "ha",
      "--git-url",
      GIT.url,
      "--set",
      "labels={b: x, a: y}",
      "--set",
      "ingress={type: nginx, host: i.example.com}",
    );
    expect([done.code, done.stderr]).toEqual([0, expect.not.stringContaining("error")]);
    return { files: folder.files(`${place}/out`), said: done.stdout };
  };
  it("another time zone, language, folder and home change no byte", () => {
    const first = run("a", { TZ: "UTC", LANG: "C", LC_ALL: "C", HOME: "/nonexistent" });
    expect(Object.keys(first.files).length).toBeGreaterThan(80);
    for (const [place, env] of [
      ["b/deeper/ä ö", { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }],
      ["c", { TZ: "America/St_Johns", LANG: "ja_JP.UTF-8", NODE_ENV: "production", FORCE_COLOR: "0", HOME: "/tmp" }],
      ["d", { LC_COLLATE: "da_DK.UTF-8", COLUMNS: "20", TERM: "dumb" }],
    ] as const) {
      const other = run(place, env);
      expect(other.files).toEqual(first.files);
      expect(other.said).toBe(first.said);
    }
  });
});
