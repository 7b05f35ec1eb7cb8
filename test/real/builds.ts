/** Builds with the real kustomize; what has the same files is built once. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Manifest } from "../../src/model/manifest.ts";
import { parseObjects } from "./objects.ts";
import { execute, mapTwo } from "./process.ts";
import { tool } from "./tools.ts";

const FILE = "kustomization.yaml";

interface Kustomization {
  readonly kind?: string;
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
}

export type Built = { readonly objects: readonly Manifest[] } | { readonly error: string };

/** Every folder below `root` with a kustomization of kind Kustomization. */
export function kustomizations(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(`/${FILE}`))
    .map((path) => join(root, path.slice(0, -FILE.length - 1)))
    .filter((directory) => read(directory).kind === "Kustomization")
    .sort();
}

/** Builds kustomizations, two at a time, and remembers what each set of files gives. */
export class Builder {
  readonly #kustomize = tool("kustomize");
  readonly #results = new Map<string, Built>();
  readonly #hashes = new Map<string, string>();

  async buildAll(directories: readonly string[]): Promise<void> {
    const missing = new Map(directories.map((directory) => [this.#hash(directory), directory]));
    for (const known of this.#results.keys()) missing.delete(known);
    await mapTwo([...missing], async ([hash, directory]) => {
      const { code, stdout, stderr } = await execute(this.#kustomize, ["build", directory]);
      const complaint = code !== 0 || stderr !== "";
      this.#results.set(hash, complaint ? { error: `exit ${code}: ${stderr}` } : { objects: parseObjects(stdout) });
    });
  }

  /** How many builds were run. */
  get count(): number {
    return this.#results.size;
  }

  /** The objects of a directory that `buildAll` was given; throws what kustomize said where it refused or warned. */
  objects(directory: string): readonly Manifest[] {
    const built = this.#results.get(this.#hash(directory));
    if (built === undefined) throw new Error(`${directory} was not built`);
    if ("error" in built) throw new Error(`kustomize build ${directory}: ${built.error}`);
    return built.objects;
  }

  /** Of all files that a build can read: those of the directory, and of the directories that it names. */
  #hash(directory: string): string {
    const known = this.#hashes.get(directory);
    if (known !== undefined) return known;
    const hash = createHash("sha256");
    for (const name of readdirSync(directory).sort()) {
      const path = join(directory, name);
      if (statSync(path).isFile()) hash.update(`${name}\0${readFileSync(path, "utf8")}\0`);
    }
    const { resources = [], components = [] } = read(directory);
    for (const reference of [...resources, ...components]) {
      const path = join(directory, reference);
      if (existsSync(path) && statSync(path).isDirectory()) hash.update(`${this.#hash(path)}\0`);
    }
    const result = hash.digest("hex");
    this.#hashes.set(directory, result);
    return result;
  }
}

function read(directory: string): Kustomization {
  return parse(readFileSync(join(directory, FILE), "utf8")) as Kustomization;
}
