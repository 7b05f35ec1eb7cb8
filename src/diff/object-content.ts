/** What an object says, its name and namespace apart, as numbers that can be counted: how much of it two objects share. */
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import type { Manifest } from "../model/manifest.ts";

export interface Content {
  /** One number for each line and each value with the way to it, ascending; the place in a list doesn't count. */
  readonly parts: Int32Array;
  /** How many more there are that all objects have. */
  readonly common: number;
}

/** The kind goes without saying: objects of two kinds are not compared. */
export function contentOf({ apiVersion: _a, kind: _k, metadata, ...rest }: Manifest): Content {
  const { name: _n, namespace: _ns, ...about } = metadata as JsonObject;
  const parts: number[] = [];
  note({ ...rest, metadata: about }, 0, parts);
  return { parts: Int32Array.from(parts).sort(), common: 0 };
}

/** Counts what all have once: many objects of one template then are compared by the little that differs. */
export function apart(contents: readonly Content[]): readonly Content[] {
  const common = contents.map(({ parts }) => parts).reduce((all, parts) => intersection(all, parts));
  return contents.map(({ parts }) => ({ parts: without(parts, common), common: common.length }));
}

export function sizeOf({ parts, common }: Content): number {
  return parts.length + common;
}

/** The share of what both say, from 0 to 1. */
export function sharedContent(a: Content, b: Content): number {
  return (2 * (a.common + sharedParts(a.parts, b.parts))) / Math.max(1, sizeOf(a) + sizeOf(b));
}

/** No two contents of these sizes share more. */
export function mostShared(a: Content, b: Content): number {
  return (2 * Math.min(sizeOf(a), sizeOf(b))) / Math.max(1, sizeOf(a) + sizeOf(b));
}

function sharedParts(a: Int32Array, b: Int32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) shared += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return shared;
}

function intersection(a: Int32Array, b: Int32Array): Int32Array {
  let j = 0;
  return a.filter((part) => {
    while (j < b.length && (b[j] as number) < part) j += 1;
    if (b[j] !== part) return false;
    j += 1;
    return true;
  });
}

/** `common` is a part of `parts`. */
function without(parts: Int32Array, common: Int32Array): Int32Array {
  let j = 0;
  return parts.filter((part) => {
    if (common[j] !== part) return true;
    j += 1;
    return false;
  });
}

function note(value: JsonValue, way: number, parts: number[]): void {
  if (isObject(value)) {
    for (const key of Object.keys(value)) note(value[key] as JsonValue, mixed(way, key), parts);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) note(item, mixed(way, "[]"), parts);
  } else if (typeof value === "string" && value.includes("\n")) {
    for (const line of value.split("\n")) parts.push(mixed(way, line));
  } else {
    parts.push(mixed(way, `${typeof value} ${value}`));
  }
}

/** FNV-1a (Fowler, Noll and Vo), which needs no more than telling texts apart. */
function mixed(start: number, text: string): number {
  let hash = start ^ 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return Math.imul(hash ^ 0xff, 0x01000193);
}
