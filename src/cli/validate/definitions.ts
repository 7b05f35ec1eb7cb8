/** Adds the kinds that the CustomResourceDefinitions of `--crds` define. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findEnvironments } from "../../environments/environments.ts";
import { diskSource } from "../../files/disk-source.ts";
import { InputError, inputError } from "../../model/errors.ts";
import type { Finding } from "../../model/finding.ts";
import type { Schemas } from "../../schemas/schemas.ts";
import { marked, markedPath } from "../places.ts";

/** InputError with all that is wrong with them; one without any definition is a mistake. */
export function addDefinitions(schemas: Schemas, paths: readonly string[], cwd: string): void {
  const wrong: Finding[] = [];
  for (const path of paths) {
    try {
      addFrom(schemas, path, cwd);
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      wrong.push(...cause.findings);
    }
  }
  if (wrong.length > 0) throw new InputError(wrong);
}

function addFrom(schemas: Schemas, path: string, cwd: string): void {
  const full = resolve(cwd, path);
  if (!existsSync(full)) throw refuse(path, `there is no file or folder ${path}`, "Correct the path.");
  const { environments, incomplete, problems } = findEnvironments(marked(diskSource()), [markedPath(full)]);
  if (problems.length > 0) throw new InputError(problems);
  const objects = [...environments, ...incomplete].flatMap(({ resources }) =>
    resources.map(({ manifest }) => manifest),
  );
  const definitions = objects.filter(({ kind }) => kind === "CustomResourceDefinition");
  if (definitions.length === 0) {
    throw refuse(path, `${path} has no CustomResourceDefinition`, "Name the folder that holds them.");
  }
  for (const definition of definitions) schemas.add(definition);
}

function refuse(path: string, message: string, fix: string): InputError {
  return inputError("crds", message, fix, { path: `--crds ${path}` });
}
