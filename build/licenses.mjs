// The licenses of the packages that are bundled into the program: they ask to go where the code goes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One text of the packages that `inputs` (paths of an esbuild metafile) are of. Throws for a package without a license file. */
export function licensesOf(inputs) {
  const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []));
  return [...folders].sort().map(licenseOf).join("\n");
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e(?:\.\w+)?$/i.test(one));
  if (file === undefined || !existsSync(join(folder, file))) throw new Error(`${name} has no license file`);
  return `# ${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
