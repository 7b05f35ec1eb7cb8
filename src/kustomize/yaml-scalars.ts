/** How kustomize reads plain scalars where it differs from YAML 1.2's core schema. */
import type { ScalarTag } from "yaml";

function tag(
  name: "int" | "bool" | "timestamp",
  test: RegExp,
  resolve: (text: string) => number | boolean | string,
): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, identify: () => false, test, resolve };
}

const OCTAL = tag("int", /^[-+]?0[0-7_]+$/, (text) => Number.parseInt(text.replaceAll("_", ""), 8));
const BINARY = tag("int", /^[-+]?0b[01_]+$/, (text) => Number.parseInt(text.replace("0b", "").replaceAll("_", ""), 2));
const GROUPED = tag("int", /^[-+]?[1-9][0-9]*_[0-9_]*$/, (text) => Number(text.replaceAll("_", "")));

/** A day becomes the text of its first moment; other dates keep their text. */
const DAY = tag("timestamp", /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, (text) => `${text}T00:00:00Z`);

const NUMBERS: readonly ScalarTag[] = [OCTAL, BINARY, GROUPED];

/** In objects and strategic merge patches: `0644` is octal, as everybody means it in `defaultMode`. */
export const OBJECT_SCALARS: readonly ScalarTag[] = [...NUMBERS, DAY];

/** In kustomizations and JSON patches, which Go reads as YAML 1.1: `y` is true, so a name must be quoted. */
export const SETTING_SCALARS: readonly ScalarTag[] = [
  ...NUMBERS,
  tag("bool", /^(y|Y|yes|Yes|YES|on|On|ON)$/, () => true),
  tag("bool", /^(n|N|no|No|NO|off|Off|OFF)$/, () => false),
];
