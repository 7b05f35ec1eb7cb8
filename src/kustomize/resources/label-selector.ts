/**
 * Label selectors: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>5`.
 * Source: kustomize 5.8.1, kyaml/yaml/internal/k8sgen/pkg/labels (Kubernetes 0.19.8).
 */

export class LabelSelectorError extends Error {
  constructor(selector: string, problem: string) {
    super(`the selector ${JSON.stringify(selector)} is not valid: ${problem}`);
    this.name = "LabelSelectorError";
  }
}

type Texts = Readonly<Record<string, string>>;
export type Requirement = (texts: Texts) => boolean;

type Operator = "exists" | "absent" | "in" | "notin" | "more" | "less";

const OPERATORS: Readonly<Record<string, Operator>> = {
  "=": "in",
  "==": "in",
  in: "in",
  "!=": "notin",
  notin: "notin",
  ">": "more",
  "<": "less",
};

const SIGNS = new Set(["=", "==", "!=", "!", "(", ")", ",", "<", ">"]);

/** All requirements must hold; an empty selector has none. @throws LabelSelectorError */
export function parseLabelSelector(selector: string): readonly Requirement[] {
  return new Parser(selector).parse();
}

class Parser {
  readonly #selector: string;
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(selector: string) {
    this.#selector = selector;
    this.#tokens = selector.match(/==|!=|[=!(),<>]|[^=!(),<>\s]+/g) ?? [];
  }

  parse(): readonly Requirement[] {
    const requirements: Requirement[] = [];
    while (this.#peek() !== undefined) {
      requirements.push(this.#requirement());
      const sign = this.#next();
      if (sign === undefined) break;
      if (sign !== ",") this.#fail(`${sign} stands where a comma should`);
      const after = this.#peek();
      if (after === undefined || (after !== "!" && SIGNS.has(after))) this.#fail("a key is missing after a comma");
    }
    return requirements;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#position];
  }

  #next(): string | undefined {
    return this.#tokens[this.#position++];
  }

  #fail(problem: string): never {
    throw new LabelSelectorError(this.#selector, problem);
  }

  #requirement(): Requirement {
    const absent = this.#peek() === "!";
    if (absent) this.#next();
    const key = this.#next();
    if (key === undefined || SIGNS.has(key)) return this.#fail("a key is missing");
    if (!isQualifiedName(key)) this.#fail(`${key} is no key of a label`);
    if (absent) return requirementOf(key, "absent", []);
    if (this.#peek() === undefined || this.#peek() === ",") return requirementOf(key, "exists", []);
    const sign = this.#next() ?? "";
    const operator = Object.hasOwn(OPERATORS, sign) ? OPERATORS[sign] : undefined;
    if (operator === undefined) return this.#fail(`${sign} is no operator`);
    const values = sign === "in" || sign === "notin" ? this.#list() : [this.#value()];
    this.#check(operator, values);
    return requirementOf(key, operator, values);
  }

  #check(operator: Operator, values: readonly string[]): void {
    const wrong = values.find((value) => !isLabelValue(value));
    if (wrong !== undefined) this.#fail(`${wrong} is no value of a label`);
    if ((operator === "more" || operator === "less") && integer(values[0] ?? "") === undefined) {
      this.#fail(`${values[0]} is no integer`);
    }
  }

  #value(): string {
    const token = this.#peek();
    if (token === undefined || token === ",") return "";
    if (SIGNS.has(token)) this.#fail(`${token} stands where a value should`);
    this.#position++;
    return token;
  }

  #list(): readonly string[] {
    if (this.#next() !== "(") this.#fail("a list of values has no (");
    if (this.#peek() === ")") {
      this.#position++;
      return [""];
    }
    const values: string[] = [];
    while (this.#addValue(values));
    if (this.#next() !== ")") this.#fail("a list of values has no )");
    return values;
  }

  /** Reads a value or a comma; false at the end of the list. An empty place between commas is the empty value. */
  #addValue(values: string[]): boolean {
    const token = this.#next();
    if (token === undefined || (token !== "," && SIGNS.has(token))) this.#fail("a list of values is not complete");
    const after = this.#peek();
    if (token !== ",") {
      values.push(token);
      if (after !== "," && after !== ")") this.#fail("the values of a list are not separated by commas");
      return after === ",";
    }
    if (values.length === 0 || after === ")" || after === ",") values.push("");
    if (after === ",") this.#position++;
    return after !== ")";
  }
}

function requirementOf(key: string, operator: Operator, values: readonly string[]): Requirement {
  return (texts) => {
    const value = Object.hasOwn(texts, key) ? texts[key] : undefined;
    if (operator === "absent") return value === undefined;
    if (value === undefined) return operator === "notin";
    if (operator === "exists") return true;
    if (operator === "in" || operator === "notin") return values.includes(value) === (operator === "in");
    const number = integer(value);
    const limit = integer(values[0] ?? "");
    if (number === undefined || limit === undefined) return false;
    return operator === "more" ? number > limit : number < limit;
  };
}

/** An integer of 64 bits. */
function integer(text: string): bigint | undefined {
  if (!/^[-+]?\d+$/.test(text)) return undefined;
  const number = BigInt(text.replace(/^\+/, ""));
  return BigInt.asIntN(64, number) === number ? number : undefined;
}

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function isQualifiedName(key: string): boolean {
  const parts = key.split("/");
  if (parts.length > 2) return false;
  const [name = "", prefix] = parts.reverse();
  return (
    name.length <= 63 && NAME.test(name) && (prefix === undefined || (prefix.length <= 253 && SUBDOMAIN.test(prefix)))
  );
}

function isLabelValue(value: string): boolean {
  return value === "" || (value.length <= 63 && NAME.test(value));
}
