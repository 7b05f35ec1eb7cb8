/** A seed becomes a small tree of kustomizations: bases, diamonds, components and overlays, to be built at `top`. */
import { type Chance, chanceOf } from "./chance.ts";
import { fieldsOf } from "./fields.ts";
import { type Known, objectOf } from "./objects.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { writeDocuments, writeJson, writeYaml } from "./write-yaml.ts";
import { mapOf, type Yaml, type YamlMap } from "./yaml-value.ts";

/** The folder to build. */
export const TOP = "top";

/** The same files for the same seed, everywhere. */
export function randomTree(seed: number): Map<string, string> {
  return new Grower(chanceOf(seed)).grow();
}

class Grower {
  readonly #chance: Chance;
  readonly #files = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #oddness: number;
  #folders = 0;

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#oddness = chance.weighted([
      [60, 0],
      [25, 0.004],
      [15, 0.02],
    ]);
  }

  grow(): Map<string, string> {
    const levels = this.#chance.weighted([
      [30, 1],
      [40, 2],
      [22, 3],
      [8, 4],
    ]);
    this.#kustomization(TOP, levels, {});
    return new Map([...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #kustomization(directory: string, levels: number, forced: YamlMap): Known[] {
    const chance = this.#chance;
    const scope = scopeOf(this.#files, directory, this.#taken, this.#oddness);
    const bases = levels > 1 ? this.#bases(directory, levels, scope) : [];
    const objects = levels === 1 || chance.is(0.4) ? this.#objects(scope, levels === 1 ? 3 : 2) : [];
    const resources = chance.is(0.1) ? [...objects, ...bases] : [...bases, ...objects];
    const components = chance.is(0.15) ? [this.#component(directory, scope)] : [];
    const old = bases.length > 0 && chance.is(0.02);
    const fields: YamlMap = { ...fieldsOf(scope, chance, levels === 1 ? 0.7 : 0.92), ...forced };
    const all = mapOf({
      ...(chance.is(0.4) ? { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" } : {}),
      resources: old ? objects : resources,
      bases: old ? bases : undefined,
      components: components.length > 0 ? components : undefined,
      ...fields,
    });
    this.#write(scope, all);
    return scope.known;
  }

  #write(scope: Scope, fields: YamlMap): void {
    const name = this.#chance.weighted([
      [94, "kustomization.yaml"],
      [4, "kustomization.yml"],
      [2, "Kustomization"],
    ]);
    scope.file(name, writeYaml(this.#chance.is(0.2) ? this.#shuffled(fields) : fields, this.#chance, true));
  }

  #shuffled(fields: YamlMap): YamlMap {
    const keys = Object.keys(fields);
    const first = this.#chance.some(keys, 1, keys.length);
    return Object.fromEntries(
      [...first, ...keys.filter((key) => !first.includes(key))].map((key): [string, Yaml] => [
        key,
        fields[key] ?? null,
      ]),
    );
  }

  #folder(): string {
    this.#folders += 1;
    return this.#chance.is(0.1) ? `deep/d${this.#folders}` : `d${this.#folders}`;
  }

  #bases(directory: string, levels: number, scope: Scope): string[] {
    if (levels > 2 && this.#chance.is(0.35)) return this.#diamond(directory, levels, scope);
    const count = this.#chance.is(0.25) ? 2 : 1;
    return Array.from({ length: count }, () => {
      const folder = this.#folder();
      scope.known.push(...this.#kustomization(folder, levels - 1, {}));
      return reference(directory, folder);
    });
  }

  /** Two overlays of one base, kept apart by their names or namespaces. */
  #diamond(directory: string, levels: number, scope: Scope): string[] {
    const base = this.#folder();
    const known = this.#kustomization(base, levels - 2, {});
    const field = this.#chance.pick(["namePrefix", "namePrefix", "nameSuffix", "namespace"]);
    return ["left", "right"].map((side) => {
      const folder = this.#folder();
      const own = scopeOf(this.#files, folder, this.#taken, this.#oddness);
      own.known.push(...known);
      const fields = { resources: [reference(folder, base)], ...fieldsOf(own, this.#chance, 0.5) };
      const mark = field === "namePrefix" ? `${side}-` : field === "nameSuffix" ? `-${side}` : side;
      this.#write(own, { ...fields, [field]: mark });
      scope.known.push(...own.known.map((one) => marked(one, field, mark)));
      return reference(directory, folder);
    });
  }

  #component(directory: string, scope: Scope): string {
    const folder = this.#folder();
    const own = scopeOf(this.#files, folder, this.#taken, this.#oddness);
    own.known.push(...scope.known);
    const objects = this.#chance.is(0.4) ? this.#objects(own, 1) : [];
    const fields = fieldsOf(own, this.#chance, 0.7);
    const nested = this.#chance.is(0.08) ? [this.#component(folder, own)] : [];
    const head = { apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component" };
    this.#write(
      own,
      mapOf({
        ...head,
        resources: objects.length > 0 ? objects : undefined,
        components: nested.length > 0 ? nested : undefined,
        ...fields,
      }),
    );
    scope.known.splice(0, scope.known.length, ...own.known);
    for (const known of own.fresh) scope.fresh.add(known);
    return reference(directory, folder);
  }

  /** Random objects in one file or several. */
  #objects(scope: Scope, most: number): string[] {
    const chance = this.#chance;
    const made = Array.from({ length: chance.between(1, most) }, () => objectOf(chance, this.#taken, this.#oddness));
    scope.known.push(...made.map(({ known }) => known));
    const objects: Yaml[] = made.map(({ object }) => object);
    if (chance.is(0.03))
      return [scope.file("objects.json", writeJson(objects[0] ?? null)), ...this.#oneFileEach(scope, objects.slice(1))];
    if (chance.is(0.03)) {
      const kind = chance.pick(["List", "ConfigMapList", "List"]);
      return [scope.file("list.yaml", writeDocuments([{ apiVersion: "v1", kind, items: objects }], chance))];
    }
    return chance.is(0.5)
      ? [scope.file("objects.yaml", writeDocuments(objects, chance))]
      : this.#oneFileEach(scope, objects);
  }

  #oneFileEach(scope: Scope, objects: readonly Yaml[]): string[] {
    return objects.map((object) => scope.file("object.yaml", writeDocuments([object], this.#chance)));
  }
}

/** The way from one folder to another; both are seen from the root of the tree. */
function reference(from: string, to: string): string {
  return `${from
    .split("/")
    .map(() => "..")
    .join("/")}/${to}`;
}

function marked(known: Known, field: string, mark: string): Known {
  if (field === "namespace") return { ...known, namespace: mark };
  return { ...known, name: field === "namePrefix" ? mark + known.name : known.name + mark };
}
