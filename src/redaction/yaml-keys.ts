/** The keys of mappings in YAML: the library looks through all of them for each, which takes a minute for tens of thousands. */
import { type Document, isScalar, visit, type YAMLMap } from "yaml";

/** True where a mapping has a key twice: `uniqueKeys` of the library says the same, and later. */
export function hasDoubledKeys(document: Document): boolean {
  let isDoubled = false;
  visit(document, {
    Map: (_step, { items }) => {
      const keys = items.map(({ key }) => keyText(key)).filter((key) => key !== undefined);
      isDoubled ||= new Set(keys).size < keys.length;
      return isDoubled ? visit.BREAK : undefined;
    },
  });
  return isDoubled;
}

/** The value of each key, by what the key is called in plain data; keys that are no scalars are left out. */
export function valuesByKey({ items }: YAMLMap): ReadonlyMap<string, unknown> {
  return new Map(
    items.flatMap(({ key, value }) => {
      const text = keyText(key);
      return text === undefined ? [] : [[text, value] as const];
    }),
  );
}

function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return key.value === null ? "" : String(key.value);
}
