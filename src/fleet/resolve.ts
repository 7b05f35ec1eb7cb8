/** From what was written (fleet file, flags) to the complete environments of a run. */

import { type Environment, type GitSettings, PROFILE_NAMES, type ProfileName } from "../model/environment.ts";
import { InputError, inputError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { nearName } from "../model/near-name.ts";
import { below, type Layer, mergeLayers } from "./layer.ts";
import { normalise } from "./normalise.ts";
import { parseFleetText } from "./parse.ts";
import { checkRules } from "./rules/accept.ts";
import type { WrittenSettings } from "./written.ts";

export interface FleetFile {
  readonly path: string;
  readonly layer: Layer;
}

export interface Request {
  readonly fleet: FleetFile | undefined;
  /** The profile named on the command line, not yet known to be one. */
  readonly profile: string | undefined;
  readonly cluster: string | undefined;
  /** What flags say: it wins over the fleet file. */
  readonly flags: Layer;
  readonly git: GitSettings;
}

export interface Resolved {
  readonly environments: readonly Environment[];
  /** What is no reason to stop, and must be said. */
  readonly warnings: readonly Finding[];
  /** Whether these are all clusters: only then may what is not among them be removed. */
  readonly whole: boolean;
}

/** Reads and checks a fleet file; throws an InputError with every problem of it. */
export async function readFleet(text: string, path: string): Promise<FleetFile> {
  const { checkFleet } = await import("./check-schema.ts");
  const layer = parseFleetText(text, path);
  const findings = checkFleet(layer);
  if (findings.length === 0) findings.push(...sameNames(layer, path));
  if (findings.length > 0) throw new InputError(findings);
  return { path, layer };
}

/** Throws an InputError with every problem of all clusters; then nothing is written. */
export function resolve(request: Request): Resolved {
  const candidates = candidatesOf(request);
  const findings: Finding[] = [];
  const environments: Environment[] = [];
  for (const { name, profile, layer } of candidates) {
    const settings = layer.data as WrittenSettings;
    const problems = checkRules({ name, profile, settings, layer });
    findings.push(...problems);
    if (!problems.some((p) => p.severity === "error"))
      environments.push(normalise(name, profile, settings, request.git));
  }
  if (findings.some((f) => f.severity === "error")) throw new InputError(findings);
  const whole = request.profile === undefined && request.cluster === undefined;
  return { environments, warnings: findings, whole };
}

interface Candidate {
  readonly name: string;
  readonly profile: ProfileName;
  readonly layer: Layer;
}

function candidatesOf(request: Request): Candidate[] {
  const { fleet, profile, cluster, flags } = request;
  if (profile !== undefined) checkProfile(profile);
  const written = fleet === undefined ? [] : fleetClusters(fleet);
  const name = cluster ?? profile;
  if (name === undefined) {
    if (fleet === undefined) throw nothingNamed();
    return written.map((entry) => candidate(entry, fleet, undefined, flags));
  }
  checkName(name, cluster === undefined ? "the profile" : "--cluster");
  const entry = written.find((c) => c.name === name);
  if (entry !== undefined && fleet !== undefined) return [candidate(entry, fleet, profile, flags)];
  if (profile === undefined)
    throw unknownCluster(
      name,
      written.map((c) => c.name),
      fleet,
    );
  const home: Layer = { data: {}, place: () => ({ path: `gen ${profile}` }) };
  const defaults = fleet === undefined ? home : below(fleet.layer, "defaults");
  const layer = mergeLayers([withoutProfile(defaults), flags], home);
  return [{ name, profile: profile as ProfileName, layer }];
}

interface FleetCluster {
  readonly name: string;
  readonly index: number;
}

function fleetClusters(fleet: FleetFile): FleetCluster[] {
  return (fleet.layer.data.clusters as { name: string }[]).map(({ name }, index) => ({ name, index }));
}

function candidate(entry: FleetCluster, fleet: FleetFile, profile: string | undefined, flags: Layer): Candidate {
  const defaults = below(fleet.layer, "defaults");
  const own = below(fleet.layer, "clusters", entry.index);
  const layer = mergeLayers([defaults, own, flags], own);
  const written = layer.data.profile as ProfileName | undefined;
  const at = layer.place(["profile"]);
  if (written === undefined && profile === undefined) {
    throw inputError(
      "fleet-schema",
      `cluster ${entry.name} has no profile`,
      `Add profile: ${PROFILE_NAMES.join(", or ")}.`,
      at,
    );
  }
  if (written !== undefined && profile !== undefined && written !== profile) {
    const fix = `Name the cluster otherwise with --cluster, or change its profile in ${fleet.path}.`;
    throw inputError(
      "fleet-cluster",
      `cluster ${entry.name} is in the fleet file with profile ${written}, not ${profile}`,
      fix,
      at,
    );
  }
  return { name: entry.name, profile: (written ?? profile) as ProfileName, layer };
}

/** The command line has said the profile; that of the defaults is for clusters without one. */
function withoutProfile(layer: Layer): Layer {
  const { profile: _, ...data } = layer.data;
  return { ...layer, data };
}

function checkProfile(profile: string): void {
  if ((PROFILE_NAMES as readonly string[]).includes(profile)) return;
  const near = nearName(profile, PROFILE_NAMES);
  const fix = `${near === undefined ? "" : `Did you mean ${near}? `}Profiles are ${PROFILE_NAMES.join(", ")}.`;
  throw inputError("profile", `there is no profile ${JSON.stringify(profile)}`, fix, { path: "gen" });
}

function checkName(name: string, what: string): void {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= 38) return;
  const fix = "Use lower-case letters, digits and hyphens, at most 38 characters: the names of objects contain it.";
  throw inputError("invalid-name", `${JSON.stringify(name)} is no name of a cluster`, fix, { path: what });
}

function sameNames(layer: Layer, file: string): Finding[] {
  const clusters = (layer.data.clusters as { name: string }[]).map((c) => c.name);
  return clusters.flatMap((name, index): Finding[] => {
    if (clusters.indexOf(name) === index) return [];
    const message = `two clusters are named ${name}: they would write the same files`;
    const at = { ...layer.place(["clusters", index, "name"]), file };
    return [{ rule: "fleet-cluster", severity: "error", message, fix: "Rename one of them.", at }];
  });
}

function nothingNamed(): InputError {
  const fix = `Name a profile (gen ${PROFILE_NAMES.join(", gen ")}), or write certctl-gitops.yaml with your clusters (README, "A fleet").`;
  return inputError("fleet-file", "no profile is named, and there is no fleet file certctl-gitops.yaml here", fix, {
    path: "gen",
  });
}

function unknownCluster(name: string, known: readonly string[], fleet: FleetFile | undefined): InputError {
  const near = nearName(name, known);
  const where = fleet === undefined ? "there is no fleet file" : `${fleet.path} has no cluster ${name}`;
  const otherwise = `Name its profile too: gen <profile> --cluster ${name}, secrets ${name} --profile <profile>.`;
  const fix = near === undefined ? otherwise : `Did you mean ${near}?`;
  return inputError("fleet-cluster", `cluster ${name} is not known: ${where}`, fix, { path: "--cluster" });
}
