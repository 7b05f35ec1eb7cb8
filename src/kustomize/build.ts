/** Builds a kustomization in memory: the bytes that `kustomize build` 5.8.1 of the same directory prints. */
import { InputError, inputError } from "../model/errors.ts";
import type { Manifest } from "../model/manifest.ts";
import { accumulate, load } from "./build/accumulate.ts";
import type { BuildCache, BuildContext } from "./build/context.ts";
import { createBuildCache } from "./build/context.ts";
import { finish } from "./finish/finish.ts";
import { sameObjects } from "./finish/same-objects.ts";
import type { Entry } from "./load/entry.ts";
import { entryError } from "./load/entry.ts";
import type { LoadRestrictor, Root } from "./load/root.ts";
import type { Source } from "./load/source.ts";
import { resolvePath } from "./load/source.ts";
import { SchemaScope } from "./merge/schema-scope.ts";
import type { OriginPlace, Path } from "./provenance/origin.ts";
import { Trace } from "./provenance/trace.ts";
import { formatIdentity } from "./resources/identity.ts";
import type { Resource } from "./resources/resource.ts";
import { FieldError } from "./transform/field-error.ts";
import { DepthError } from "./yaml/depth.ts";
import { NoJsonError } from "./yaml/json.ts";
import { WriteError } from "./yaml/json-trip.ts";
import { plainData } from "./yaml/plain-data.ts";
import { unwritablePath } from "./yaml/unwritable-path.ts";
import type { Writer } from "./yaml/write.ts";
import { writeYaml } from "./yaml/write.ts";

export type { BuildCache } from "./build/context.ts";
export { createBuildCache } from "./build/context.ts";
export type { Source, Tree } from "./load/source.ts";
export { treeSource } from "./load/source.ts";
export { createWriter } from "./yaml/write.ts";

export interface BuildOptions {
  /** `root-only` where it is missing: files of a kustomization lie in its directory or below. */
  readonly loadRestrictor?: LoadRestrictor;
  /** Labels every object with the version of kustomize. */
  readonly managedByLabel?: boolean;
  /** Builds of the same source that share a cache build their common bases once. */
  readonly cache?: BuildCache;
  /** Notes who set each value: `provenance` of the result tells. */
  readonly provenance?: boolean;
}

export interface Built {
  /** The kustomization that was built, for messages. */
  readonly file: string;
  /** In kustomize's order. They may share parts with each other and with later builds: they must not be changed. */
  readonly resources: readonly Resource[];
  readonly warnings: readonly string[];
  /** Undefined where nobody asked. */
  readonly provenance: Provenance | undefined;
}

/** What is wrong with the input of a build, and what the build warned of before it found that. */
export class BuildError extends InputError {
  readonly warnings: readonly string[];
  constructor(findings: InputError["findings"], warnings: readonly string[]) {
    super(findings);
    this.warnings = warnings;
  }
}

interface Provenance {
  /** The file and line that set the value at a path of one of the resources, and what kind of setting it is. */
  placeOf(resource: Resource, path: Path): OriginPlace | undefined;
}

/**
 * Builds the kustomization in `directory` (relative to the source's top, `/`-separated). Throws a BuildError for
 * whatever is wrong with the input, and what the source throws where a file cannot be read.
 */
export function build(source: Source, directory: string, options: BuildOptions = {}): Built {
  const { loadRestrictor = "root-only", managedByLabel = false, cache: plain = createBuildCache() } = options;
  const { cache, trace } = options.provenance === true ? traced(plain) : { cache: plain, trace: undefined };
  const path = resolvePath("", directory);
  const real = path === undefined ? undefined : source.real(path);
  if (real === undefined || !source.isDirectory(real)) {
    const problem = `${directory === "" ? "." : directory} is not a directory`;
    throw inputError("kustomization-missing", problem, "Name a directory that has a kustomization.yaml.", {
      file: directory,
    });
  }
  const root: Root = { source, directory: real, above: [], restrictor: loadRestrictor };
  const schemas = new SchemaScope();
  const context: BuildContext = {
    source,
    cache,
    restrictor: loadRestrictor,
    schemas,
    trace,
    warnings: [],
    failed: new Map(),
  };
  try {
    const built = finished(context, root, managedByLabel);
    if (!dependsOnOrder(context)) return built;
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    if (!dependsOnOrder(context)) throw new BuildError(cause.findings, context.warnings);
  }
  return build(source, directory, { ...options, cache: createBuildCache() });
}

/** What a schema of one's own does depends on what was built before it: so nothing may come from another state of the source. */
function dependsOnOrder({ cache, schemas }: BuildContext): boolean {
  return cache.memory !== undefined && schemas.isCustom;
}

function finished(context: BuildContext, root: Root, managedByLabel: boolean): Built {
  const { trace, cache } = context;
  const loaded = withinStack(root.directory, () => load(context, { root, origin: undefined }));
  const place = { root, origin: loaded.form.buildMetadata.length === 0 ? undefined : "" };
  const { file } = loaded.form.entry.from;
  const { resources, warnings } = placed(loaded.form.entry, () =>
    withinStack(file, () => {
      const accumulated = accumulate(context, place, loaded);
      const done = finish(accumulated, loaded.form, managedByLabel, trace);
      // Notes are those of one object, which no other build may have then.
      if (trace !== undefined || cache.memory === undefined) return done;
      return { ...done, resources: sameObjects(accumulated.resources, done.resources) };
    }),
  );
  return {
    file,
    resources,
    warnings: [...context.warnings, ...warnings],
    provenance: trace,
  };
}

/** Bases that are built without notes have none, so those with notes are kept apart. */
function traced(cache: BuildCache): NonNullable<BuildCache["traced"]> {
  cache.traced ??= { cache: createBuildCache(), trace: new Trace() };
  return cache.traced;
}

/** The text that kustomize prints; a writer that is shared writes what builds have in common once. */
export function writeBuild({ resources, file }: Built, write: Writer = writeYaml): string {
  return withinStack(file, () => resources.map((resource) => written(resource, write, file)).join("---\n"));
}

function written({ object, id }: Resource, write: Writer, file: string): string {
  try {
    return write(object);
  } catch (cause) {
    if (!(cause instanceof WriteError || cause instanceof NoJsonError)) throw cause;
    const path = unwritablePath(object, (part) => write({ part }));
    const place = path === "" ? formatIdentity(id) : `${formatIdentity(id)} ${path}`;
    throw inputError("kustomization-unwritable", `${file}: ${place}: ${cause.message}`, cause.fix, { file });
  }
}

/** Values that a build nests into each other, or that are deep below a chain of bases, can still fill the stack. */
function withinStack<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError && cause.message.startsWith("Maximum call stack"))) throw cause;
    throw inputError("kustomization-depth", `${file}: what it builds is nested too deeply`, DepthError.fix, { file });
  }
}

/** What only shows in the end stands at the kustomization that is built. */
function inFile(error: InputError, file: string): InputError {
  if (error.findings.every(({ at }) => at.file !== undefined)) return error;
  return new InputError(
    error.findings.map((finding) =>
      finding.at.file === undefined
        ? { ...finding, message: `${file}: ${finding.message}`, at: { ...finding.at, file } }
        : finding,
    ),
  );
}

/** Problems of fields that have no place of their own stand at the kustomization that is built. */
function placed<T>(entry: Entry, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof FieldError) throw entryError(entry, "field", cause.message, cause.fix);
    if (cause instanceof NoJsonError) throw entryError(entry, "unwritable", cause.message, cause.fix);
    if (cause instanceof InputError) throw inFile(cause, entry.from.file);
    throw cause;
  }
}

/** The objects of a build as plain data; numbers that JavaScript cannot hold exactly lose their last digits. */
export function buildKustomization(source: Source, directory: string, cache?: BuildCache): Manifest[] {
  const { resources, file } = build(source, directory, cache === undefined ? {} : { cache });
  return withinStack(file, () => resources.map(({ object }) => plainData(object) as Manifest));
}
