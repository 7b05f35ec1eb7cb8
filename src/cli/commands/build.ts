/** `build`: what `kustomize build` prints, for one folder or for many that share their bases. */
import { diskSource } from "../../files/disk-source.ts";
import { ioFailure } from "../../files/io-failure.ts";
import {
  BuildError,
  type BuildOptions,
  type Built,
  build,
  createBuildCache,
  createWriter,
  writeBuild,
} from "../../kustomize/build.ts";
import { messageWithoutSecrets } from "../../redaction/said.ts";
import type { Colors } from "../../reports/colors.ts";
import { inert } from "../../reports/inert.ts";
import type { BuildFlags } from "../build/flags.ts";
import { folderFileNames } from "../build/folder-files.ts";
import { type Folder, folderOf } from "../build/folders.ts";
import { objectFileNames } from "../build/object-files.ts";
import { provenanceText } from "../build/provenance.ts";
import { colorsFor } from "../colors.ts";
import { writeDevice } from "../device.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Io } from "../io.ts";
import { type Output, outputOf } from "../output.ts";
import { marked, shownError, shownText } from "../places.ts";
import { Problems } from "../problems.ts";

/** Builds every folder, each once, and writes only if all are right; else throws an AggregateError with all that is wrong. */
export async function buildFolders(names: readonly string[], flags: BuildFlags, io: Io): Promise<ExitCode> {
  const source = marked(diskSource());
  const problems = new Problems(io.cwd);
  const found = (names.length === 0 ? ["."] : names).map((name) =>
    problems.collect(() => folderOf(name, source, io.cwd)),
  );
  const folders = unique(found.filter((folder) => folder !== undefined));
  const count = problems.found ? names.length : folders.length;
  const output = problems.collect(() => outputOf(flags.output, count, io.cwd));
  const fileNames = problems.collect(() => fileNamesOf(folders, output)) ?? [];
  const warnings = new Warnings(flags);
  const options = optionsOf(flags, io);
  const files = new Map<string, string>();
  const write = createWriter();
  for (const [index, folder] of folders.entries()) {
    problems.collect(() => {
      const built = warnings.of(() => build(source, folder.directory, options));
      const textOf = flags.provenance === true ? provenanceOf(io) : (one: Built) => writeBuild(one, write);
      for (const [name, text] of filesOf(built, output, fileNames[index] ?? folder.path, textOf)) {
        files.set(flags.provenance === true ? name.replace(/\.yaml$/, ".txt") : name, text);
      }
    });
  }
  warnings.tell(io, colorsFor(io, "stderr", flags.color));
  if (output === undefined || problems.found) throw problems.error();
  await writeAll(files, output, flags.provenance === true ? "" : BETWEEN, io);
  return EXIT.clean;
}

function optionsOf(flags: BuildFlags, io: Io): BuildOptions {
  return {
    loadRestrictor: flags.loadRestrictor === "LoadRestrictionsNone" ? "none" : "root-only",
    managedByLabel: flags.enableManagedbyLabel === true || io.env.KUSTOMIZE_ENABLE_MANAGEDBY_LABEL === "on",
    cache: createBuildCache(),
    provenance: flags.provenance === true,
  };
}

function provenanceOf(io: Io): (built: Built) => string {
  return (built) => provenanceText(built, (file) => shownText(file, io.cwd));
}

/** A glob may name a folder twice: it is built once. */
function unique(folders: readonly Folder[]): readonly Folder[] {
  return [...new Map(folders.map((folder) => [folder.path, folder])).values()];
}

/** The file of each folder where each has one. */
function fileNamesOf(folders: readonly Folder[], output: Output | undefined): readonly string[] {
  if (output?.kind === "file") return [output.name];
  return output?.kind === "folder files" ? folderFileNames(folders.map(({ path }) => path)) : [];
}

/** The files that one folder's build becomes, with their texts. */
function filesOf(
  built: Built,
  output: Output | undefined,
  name: string,
  textOf: (built: Built) => string,
): readonly (readonly [string, string])[] {
  if (output?.kind !== "object files") return [[name, textOf(built)]];
  const names = objectFileNames(built.resources.map((resource) => resource.id));
  return built.resources.map((resource, index) => {
    return [names[index] as string, textOf({ ...built, resources: [resource] })];
  });
}

async function writeAll(files: ReadonlyMap<string, string>, output: Output, between: string, io: Io): Promise<void> {
  try {
    if (output.kind === "stdout") writeStream(io, stream(files, between));
    else if (output.kind === "device") writeDevice(output.path, stream(files, between).join(""));
    else {
      const { writeFiles } = await import("../../writer/write-files.ts");
      writeFiles(output.folder, files);
    }
  } catch (error) {
    throw shownError(error, io.cwd);
  }
}

/** Between the documents of two folders. */
const BETWEEN = "---\n";

/** The parts of one stream of documents; a build without objects is no document. */
function stream(files: ReadonlyMap<string, string>, between: string): readonly string[] {
  const texts = [...files.values()].filter((text) => text !== "");
  return texts.map((text, index) => (index === 0 ? text : `${between}${text}`));
}

function writeStream(io: Io, texts: readonly string[]): void {
  try {
    for (const text of texts) io.stdout(text);
  } catch (error) {
    throw ioFailure(error, "cannot write", "to standard output");
  }
}

/** The same warning of many folders is told once, with their number. */
class Warnings {
  readonly #counts = new Map<string, number>();

  constructor(flags: BuildFlags) {
    if (flags.enableManagedbyLabel !== true) return;
    const flag = "--enable-managedby-label is deprecated in kustomize";
    this.#counts.set(`${flag}: write buildMetadata: [managedByLabel] in the kustomization`, 1);
  }

  /** Keeps what a build warned of, whether it failed or not. */
  of(make: () => Built): Built {
    try {
      const built = make();
      this.#add(built.warnings);
      return built;
    } catch (error) {
      if (error instanceof BuildError) this.#add(error.warnings);
      throw error;
    }
  }

  #add(texts: readonly string[]): void {
    for (const text of texts) this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  tell(io: Io, colors: Colors): void {
    for (const [text, times] of this.#counts) {
      const folders = times === 1 ? "" : ` (${times} times)`;
      io.stderr(`${colors.yellow("warning")}: ${inert(messageWithoutSecrets(shownText(text, io.cwd)))}${folders}\n`);
    }
  }
}
