import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { blobId } from "../../src/files/git-blobs.ts";
import { openRepository } from "../../src/files/git-repository.ts";
import { type Random, random, seedOf } from "../support/random.ts";
import { GIT_ENVIRONMENT, type Repository, temporaryRepository } from "../support/repository.ts";

const NAMES = ["a.yaml", "b.yml", "d/a.yaml", "d/e/f.json", "d/text", "e/x y.yaml", 'e/"q".yaml', "ignored.tmp", "k"];
const TEXTS = [
  "",
  "a: 1\n",
  "a: 1\r\n",
  "a: 1\nb: 2\n",
  "a: 1\r\nb: 2\r\n",
  "a: 1\r\nb: 2\n",
  "lone\rcr\r\n",
  "nul\0\r\n",
];
const ATTRIBUTES = ["", "* text=auto\n", "*.yaml text\n", "*.yaml eol=crlf\n*.json -text\n", "* text=auto eol=lf\n"];

/** Changes one thing: on the disk, in the index or both. */
function change(repository: Repository, r: Random): void {
  const name = r.pick(NAMES);
  const path = join(repository.path, name);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  const parent = lstatSync(dirname(path), { throwIfNoEntry: false });
  if (parent !== undefined && !parent.isDirectory()) return;
  const steps: (() => void)[] = [
    () => {
      if (stat !== undefined) rmSync(path, { recursive: true });
      repository.write(name, r.pick(TEXTS));
    },
    () => stat !== undefined && rmSync(path, { recursive: true }),
    () => stat?.isFile() && utimesSync(path, 1, 1),
    () => stat?.isFile() && chmodSync(path, r.pick([0o644, 0o755])),
    () => {
      if (stat === undefined) return;
      rmSync(path, { recursive: true });
      symlinkSync(r.pick(["a.yaml", "../d", "nowhere"]), path);
    },
    () => stat?.isFile() && repository.git("add", "-f", "--", name),
    () => stat?.isFile() && repository.git("add", "-N", "-f", "--", name),
    () => repository.git("rm", "-q", "-r", "-f", "--cached", "--ignore-unmatch", "--", name),
  ];
  r.pick(steps)();
}

/** What `git add` of everything would put into the index, in an index of its own. */
function committed(repository: Repository): Record<string, string> {
  const index = join(repository.path, ".git/index");
  const kept = readFileSync(index);
  const run = (...command: string[]): string =>
    execFileSync("git", ["-C", repository.path, "-c", "core.safecrlf=false", ...command], {
      env: GIT_ENVIRONMENT as NodeJS.ProcessEnv,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  run("add", "-A");
  const listing = run("ls-files", "-s", "-z");
  writeFileSync(index, kept);
  return Object.fromEntries(
    listing
      .split("\0")
      .filter((line) => line !== "")
      .map((line) => {
        const [about = "", path = ""] = line.split("\t");
        const [mode, id] = about.split(" ");
        return [path, `${mode === "120000" ? "link" : "file"} ${id}`];
      })
      .sort(),
  );
}

function seen(repository: Repository): Record<string, string> {
  const one = openRepository(repository.path, GIT_ENVIRONMENT);
  const tree = one.workingTree(one.resolve("HEAD"));
  const entries = [...tree.entries].map(([path, { kind, id }]) => {
    const bytes = id.startsWith("on disk: ") ? Buffer.from(tree.bytes(path) ?? "none") : undefined;
    return [path, `${kind} ${bytes === undefined ? id : blobId(bytes, "sha1")}`];
  });
  one.close();
  return Object.fromEntries(entries.sort());
}

describe("the working tree", () => {
  const seed = seedOf(7);
  it.each(Array.from({ length: 12 }, (_, i) => seed * 1000 + i))("is what git would commit: seed %d", (one) => {
    const r = random(one);
    const repository = temporaryRepository();
    try {
      repository.write(".gitignore", "*.tmp\n");
      const attributes = r.pick(ATTRIBUTES);
      const convert = r.pick(["false", "false", "true", "input"]);
      // A CRLF that was committed before anything converted it is no change to us, where it may be one to git.
      const texts = attributes === "" && convert === "false" ? TEXTS : TEXTS.filter((text) => !text.includes("\r"));
      for (const name of NAMES) if (r.below(3) > 0) repository.write(name, r.pick(texts));
      repository.commit();
      repository.write(".gitattributes", attributes);
      repository.git("config", "core.autocrlf", convert);
      for (let step = 0; step < 6; step++) {
        for (let i = r.below(4); i >= 0; i--) change(repository, r);
        expect(readdirSync(repository.path)).toContain(".git");
        const ours = seen(repository);
        expect(ours).toEqual(committed(repository));
      }
    } finally {
      repository.remove();
    }
  });
});
