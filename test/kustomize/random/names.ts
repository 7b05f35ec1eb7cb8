/** Names, labels and namespaces: few enough of each that random objects meet each other. */
import type { Chance } from "./chance.ts";
import { oddScalar, oddText } from "./odd-values.ts";
import { Plain, type Yaml, type YamlMap } from "./yaml-value.ts";

const NAMES = "web api db cache worker proxy settings token".split(" ");
const ODD_NAMES = [
  "web.example.org",
  "Über",
  "a-very-long-name-that-goes-on-and-on-and-on-until-it-is-too-long-for-most",
  "1",
  "1e3",
  "on",
  "true",
  "system:auth",
  "x_y",
];
const NAMESPACES = "default one two kube-system".split(" ");

export const nameOf = (chance: Chance): string => (chance.is(0.03) ? chance.pick(ODD_NAMES) : chance.pick(NAMES));

export const namespaceOf = (chance: Chance): string => chance.pick(NAMESPACES);

const LABEL_KEYS = "app tier team app.kubernetes.io/name app.kubernetes.io/part-of example.org/x".split(" ");
const LABEL_VALUES = "web api front back platform v1 1.2 true 001".split(" ");

/** Label values are strings, as API servers want them, but for a few. */
export function labelsOf(chance: Chance, most = 3): YamlMap {
  const keys = chance.some(LABEL_KEYS, 1, most);
  return Object.fromEntries(keys.map((key) => [key, labelValue(chance)]));
}

function labelValue(chance: Chance): Yaml {
  if (chance.is(0.01)) return oddScalar(chance);
  return chance.is(0.02) ? oddText(chance) : chance.pick(LABEL_VALUES);
}

/** For the kustomization file, where a value that is no string stops the build. */
export function pairsOf(chance: Chance, most = 2): YamlMap {
  const keys = chance.some(LABEL_KEYS, 1, most);
  return Object.fromEntries(
    keys.map((key) => [
      key,
      chance.is(0.01)
        ? new Plain(chance.pick(["1", "true", "on", "null", "1.5", "[]"]))
        : chance.is(0.04)
          ? oddText(chance)
          : chance.pick(LABEL_VALUES.slice(0, 6)),
    ]),
  );
}

export function annotationsOf(chance: Chance): YamlMap {
  const keys = chance.some(["note", "example.org/owner", "prometheus.io/port", "checksum"], 1, 2);
  return Object.fromEntries(
    keys.map((key) => [key, chance.is(0.3) ? oddText(chance) : chance.pick(["a", "9090", "true", "x y"])]),
  );
}

const IMAGES = [
  "nginx",
  "nginx:1.25",
  "web",
  "web:v1",
  "registry.example.org/team/api:v2",
  "registry.example.org:5000/api",
  "registry.example.org:5000/api:1.0",
  "postgres@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3",
  "redis:7@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3",
  "gcr.io/x/y",
];

export const imageOf = (chance: Chance): string => chance.pick(IMAGES);

/** The part of an image that `images` goes by. */
export const imageName = (image: string): string => image.replace(/@.*/, "").replace(/:[^/:]*$/, "");
