/** Objects that read the same store, or are signed by the same issuer, call it alike. */
import type { Resource } from "../../../model/applied.ts";
import { at, isObject, type Path, textOf } from "../../../model/json.ts";
import { nearName } from "../../../model/near-name.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

interface Reference {
  readonly resource: Resource;
  readonly path: Path;
  readonly kind: string;
  readonly name: string;
}

/** What an object names that is seldom in the input, and the kind that is meant where none is written. */
const REFERENCES = [
  ["external-secrets.io", "ExternalSecret", ["spec", "secretStoreRef"], "SecretStore"],
  ["cert-manager.io", "Certificate", ["spec", "issuerRef"], "Issuer"],
] as const;

export const referenceOdd: CoherenceRule = {
  name: "reference-odd",
  severity: "warning",
  title: "Stores and issuers are called alike by all that name them.",
  *check({ objects }) {
    for (const [group, kind, path, usual] of REFERENCES) {
      const references = objects.ofKind(group, kind).flatMap((resource): Reference[] => {
        const found = at(resource.manifest, ...path);
        if (!isObject(found)) return [];
        return [{ resource, path, kind: textOf(found.kind) || usual, name: textOf(found.name) }];
      });
      for (const one of references) yield* problems(one, references);
    }
  },
};

/** The one that is alone among others is the one that is wrong; of two nobody knows which. */
function* problems(one: Reference, all: readonly Reference[]): Iterable<Problem> {
  const others = all.filter((other) => other !== one);
  const [first] = others;
  if (first === undefined || others.some((other) => other.kind !== first.kind || other.name !== first.name)) return;
  const isFirst = others.length > 1 || all.indexOf(one) > 0 || one.kind !== first.kind;
  if (!isFirst) return;
  const place = { resource: one.resource, path: one.path };
  if (one.name === first.name && one.kind !== first.kind && !(others.length === 1 && all.indexOf(one) > 0)) {
    const message = `it names a ${one.kind} where others name a ${first.kind} of the same name: one of the two is hardly there`;
    yield { ...place, message, fix: `Set kind: ${first.kind}.` };
  } else if (one.kind === first.kind && one.name !== first.name && nearName(one.name, [first.name]) !== undefined) {
    const message = `it names ${one.name} where others name ${first.name}: one of the two is hardly there`;
    yield { ...place, message, fix: `Write ${first.name}, if that was meant.` };
  }
}
