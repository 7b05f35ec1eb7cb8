/** What the random trees consist of before they are text. */

/** A scalar that is written as it stands: `0644`, `on`, `2001-01-01`. */
export class Plain {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Yaml = null | boolean | number | string | Plain | readonly Yaml[] | YamlMap;
export interface YamlMap {
  readonly [key: string]: Yaml;
}

export const isMap = (value: Yaml | undefined): value is YamlMap =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Plain);

export const isList = (value: Yaml | undefined): value is readonly Yaml[] => Array.isArray(value);

/** Leaves out what is undefined. */
export function mapOf(entries: Readonly<Record<string, Yaml | undefined>>): YamlMap {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as YamlMap;
}
