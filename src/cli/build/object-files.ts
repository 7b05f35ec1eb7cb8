/** The file names of `kustomize build -o <folder>`: one file per object. */
import { effectiveNamespace, type Identity } from "../../kustomize/resources/identity.ts";
import { InputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";

/**
 * A file name for each object, in their order, as kustomize 5.8.1 (kustomize/commands/build/writer.go): `<group>_<version>_<kind>_<name>.yaml`
 * in lower case without the parts that are empty, and with the namespace in front where the namespaced objects are in several.
 * InputError where two objects have one name (kustomize keeps the last of them), or a name is no file name.
 */
export function objectFileNames(ids: readonly Identity[]): readonly string[] {
  const namespaces = new Set(ids.filter((id) => !id.clusterWide).map(effectiveNamespace));
  const names = ids.map((id) => {
    const parts = [id.group, id.version, id.kind].filter((part) => part !== "");
    const name = `${lower(parts.join("_"))}_${lower(id.name)}.yaml`;
    return namespaces.size > 1 && !id.clusterWide ? `${lower(effectiveNamespace(id))}_${name}` : name;
  });
  const problems = names.flatMap((name, index) => problemOf(name, names.indexOf(name) !== index));
  if (problems.length > 0) throw new InputError(problems);
  return names;
}

function problemOf(name: string, taken: boolean): Finding[] {
  const finding = (message: string): Finding => ({
    rule: "build-output",
    severity: "error",
    message,
    fix: "Rename the object, or give -o a file in place of a folder.",
    at: { path: "-o" },
  });
  if (/[/\\\0]/.test(name)) return [finding(`an object would be in the file ${name}, which is no file name`)];
  return taken ? [finding(`two objects would be in the file ${name}, and one of them would be lost`)] : [];
}

/** As Go lowers: letter by letter, without a look at the letters around, and to a single one. */
function lower(text: string): string {
  return [...text].map((letter) => (letter === "\u0130" ? "i" : letter.toLowerCase())).join("");
}
