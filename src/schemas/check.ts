/** Holds an object against the schema of its kind, and finds all that is wrong in one walk. */
import { isObject, type JsonObject } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";
import { formProblems } from "./forms.ts";
import type { KindSchema } from "./kind-schema.ts";
import type { Complaint } from "./limits.ts";
import { pathText, type SchemaProblem, type SchemaRule, type Step } from "./problem.ts";
import type { Forms, Place, Rule } from "./rule.ts";
import { isEncrypted, isEncryptedValue, withoutSops } from "./sops.ts";
import { ANY, typeFix, typeOf, typeWords } from "./types.ts";
import { type Level, unknownFieldFix } from "./unknown-field.ts";

/** All problems of an object, in the order of its fields. */
export function checkManifest(manifest: Manifest, schema: KindSchema): SchemaProblem[] {
  const encrypted = isEncrypted(manifest);
  const walk = new Walk(`${schema.apiVersion} ${schema.kind}`, [], encrypted);
  return walk.problems(encrypted ? withoutSops(manifest) : manifest, schema.rule);
}

class Walk {
  readonly #kind: string;
  readonly #encrypted: boolean;
  readonly #found: SchemaProblem[] = [];
  /** Steps from the object to the value that is looked at. */
  readonly #path: Step[];
  /** The objects on the way there with their rules, for a guess at where an unknown field belongs. */
  readonly #levels: Level[] = [];

  constructor(kind: string, path: readonly Step[], encrypted: boolean) {
    this.#kind = kind;
    this.#encrypted = encrypted;
    this.#path = [...path];
  }

  problems(value: unknown, rule: Rule): SchemaProblem[] {
    this.#visit(value, rule);
    return this.#found;
  }

  #visit(value: unknown, rule: Rule): void {
    if (this.#encrypted && isEncryptedValue(value)) return;
    const type = typeOf(value);
    if ((rule.types & type) === 0) {
      this.#wrongType(rule.types, type);
      return;
    }
    // Where null may stand it means nothing, and words and sizes are asked of what means something.
    if (value === null && rule.types !== ANY) return;
    if (typeof value === "object" && value !== null) {
      if (Array.isArray(value)) this.#items(value, rule.items);
      else this.#fields(value as JsonObject, rule);
    }
    for (const limit of rule.limits) {
      const complaint = limit(value);
      if (complaint !== undefined) this.#invalid(complaint);
    }
    if (rule.forms !== undefined) this.#forms(value, rule.forms);
  }

  #items(list: readonly unknown[], items: Place | undefined): void {
    if (items === undefined) return;
    for (let i = 0; i < list.length; i++) {
      if (list[i] === null && items.emptyIsUnset) continue;
      this.#path.push(i);
      this.#visit(list[i], items.rule);
      this.#path.pop();
    }
  }

  #fields(object: JsonObject, rule: Rule): void {
    this.#levels.push({ object, rule, depth: this.#path.length });
    for (const name of Object.keys(object)) {
      const place = rule.fields.get(name) ?? rule.others;
      if (place !== undefined) this.#field(name, object[name], place);
      else if (!rule.open) this.#unknown(name);
    }
    for (const name of rule.required) if (!Object.hasOwn(object, name)) this.#missing(name);
    this.#levels.pop();
  }

  #field(name: string, value: unknown, place: Place): void {
    if (place.emptyIsUnset && (value === null || (value === "" && isOneOfWords(place.rule)))) return;
    this.#path.push(name);
    this.#visit(value, place.rule);
    this.#path.pop();
  }

  #forms(value: unknown, forms: Forms): void {
    const filled = forms.defaults !== undefined && isObject(value) ? { ...forms.defaults, ...value } : value;
    const inside = (rule: Rule): SchemaProblem[] =>
      new Walk(this.#kind, this.#path, this.#encrypted).problems(filled, rule);
    this.#found.push(...formProblems(forms, [...this.#path], inside));
  }

  #add(rule: SchemaRule, path: readonly Step[], says: string, fix: string): void {
    this.#found.push({ rule, path, message: `${pathText(path)} ${says}`, fix });
  }

  #wrongType(wanted: number, found: number): void {
    const says = `must be ${typeWords(wanted)}, and is ${typeWords(found)}`;
    this.#add("wrong-type", [...this.#path], says, typeFix(wanted, found));
  }

  #invalid({ must, fix }: Complaint): void {
    this.#add("invalid-value", [...this.#path], `must ${must}`, fix);
  }

  #missing(name: string): void {
    this.#add("required-field", [...this.#path], `has no ${name}, which it needs`, `Add ${name}.`);
  }

  #unknown(name: string): void {
    const fix = unknownFieldFix(name, this.#levels, this.#path);
    this.#add("unknown-field", [...this.#path, name], `is no field of ${this.#kind}`, fix);
  }
}

/** Only where one of some words is asked for the empty one stands for the default; an empty time can't be read. */
function isOneOfWords(rule: Rule): boolean {
  return rule.limits.some((limit) => limit("")?.words !== undefined);
}
