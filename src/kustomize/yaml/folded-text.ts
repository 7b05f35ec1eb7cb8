/** Folded blocks among labels and annotations, whose style kustomize drops in places before it writes the object. */
import { Scalar } from "./value.ts";

/** Its text is what is left once go-yaml has written the block and read it again; `read` is what the file says. */
export class FoldedText extends Scalar {
  readonly read: string;

  constructor(text: string, read: string) {
    super("str", text);
    this.read = read;
  }
}

/** Where a value stands in a document: as far as it matters for labels and annotations of an object or a list's item. */
export type Place = "items" | "metadata" | "texts" | "text" | "elsewhere";

/** The place of a key's value; `depth` is the mapping's. */
export function placeBelow(outer: Place, key: string, depth: number): Place {
  if (outer === "metadata") return key === "labels" || key === "annotations" ? "texts" : "elsewhere";
  if (outer === "texts") return "text";
  if (depth === 0 && key === "items") return "items";
  return key === "metadata" && (depth === 0 || (depth === 2 && outer === "items")) ? "metadata" : "elsewhere";
}
