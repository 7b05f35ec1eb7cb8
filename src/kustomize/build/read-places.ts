/** Where the objects of files stand, for messages. */
import type { EntryFile } from "../load/entry.ts";
import type { ReadObject } from "../load/resource-file.ts";
import { readObjects } from "../load/resource-file.ts";
import type { Source } from "../load/source.ts";
import type { Resource } from "../resources/resource.ts";
import type { Mapping } from "../yaml/value.ts";

interface ReadFrom {
  readonly source: Source;
  readonly file: string;
  readonly index: number;
}

const readFrom = new WeakMap<Mapping, ReadFrom>();

/** To be called with the objects of a file as they were read. */
export function noteReading(source: Source, file: string, objects: readonly ReadObject[]): void {
  for (const [index, { object }] of objects.entries()) readFrom.set(object, { source, file, index });
}

/** The file of a resource, and its lines there; undefined for what no file has. The file is read again for a line. */
export function readingOf({ lineage }: Resource): Pick<EntryFile, "file" | "placeOf"> | undefined {
  const from = readFrom.get(lineage);
  if (from === undefined) return undefined;
  const { source, file, index } = from;
  return {
    file,
    placeOf: (path) => {
      const read = readObjects(source.read(file) ?? { text: "" }, file)[index];
      return read?.document.placeOf([...read.within, ...path]) ?? {};
    },
  };
}

/** `a.yaml:7`, or undefined for what no file has. */
export function placeName(resource: Resource): string | undefined {
  const reading = readingOf(resource);
  if (reading === undefined) return undefined;
  const { line } = reading.placeOf([]);
  return line === undefined ? reading.file : `${reading.file}:${line}`;
}
