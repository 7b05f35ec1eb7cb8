/** What each container of certctl runs, told by image, command and variables; names and labels count for nothing. */
import { imageName } from "../pods/image-name.ts";
import type { Objects } from "../pods/objects.ts";
import { type Container, containersOf, type Pod, wordsOf } from "../pods/pod.ts";
import { type Variables, variablesOf } from "../pods/variables.ts";

/** `tool`: a script or another command in one of certctl's images, or with variables of certctl. */
export type Role = "server" | "migration" | "agent" | "database" | "tool";

export interface Program {
  readonly role: Role;
  readonly pod: Pod;
  readonly container: Container;
  readonly variables: Variables;
}

/** Base names of the images under which certctl's server and agent were and are published, and what its chart asks for. */
const SERVER_IMAGES: ReadonlySet<string> = new Set(["certctl-server", "certctl"]);
const AGENT_IMAGES: ReadonlySet<string> = new Set(["certctl-agent"]);
const DATABASE_IMAGES = /^(postgres|postgresql|postgis|timescaledb(-ha)?|pgvector)$/;

/** Variables that only the server reads, and those that only the agent does (internal/config/config.go, cmd/agent/main.go). */
const SERVER_VARIABLES =
  /^CERTCTL_(DATABASE_|AUTH_|SERVER_TLS_(CERT|KEY)_PATH$|SERVER_(HOST|PORT)$|API_KEYS_NAMED$|CONFIG_ENCRYPTION_KEY$)/;
const AGENT_VARIABLES = /^CERTCTL_(AGENT_ID|API_KEY|KEY_DIR|DISCOVERY_DIRS|SERVER_CA_BUNDLE_PATH)$/;

/** Whether an image has one of those names: the tags of other images say nothing about certctl. */
export function isCertctlImage(image: string): boolean {
  const { base } = imageName(image);
  return SERVER_IMAGES.has(base) || AGENT_IMAGES.has(base);
}

/** The programs of a pod that have to do with certctl or are a PostgreSQL. */
export function programsOf(pod: Pod, objects: Objects): readonly Program[] {
  return containersOf(pod).flatMap((container) => {
    const variables = variablesOf(container, objects);
    const role = roleOf(container, variables);
    return role === undefined ? [] : [{ role, pod, container, variables }];
  });
}

function roleOf(container: Container, variables: Variables): Role | undefined {
  const { base } = imageName(container.image);
  const names = [...variables.keys()];
  const image = SERVER_IMAGES.has(base) ? "server" : AGENT_IMAGES.has(base) ? "agent" : undefined;
  const program = programOf(container) ?? (container.command.length === 0 ? image : undefined);
  const byVariables = names.some((name) => AGENT_VARIABLES.test(name))
    ? "agent"
    : names.some((name) => SERVER_VARIABLES.test(name))
      ? "server"
      : undefined;
  if (image === undefined && byVariables === undefined) return isDatabase(container, base) ? "database" : undefined;
  const runs = program ?? (container.command.length === 0 ? (image ?? byVariables) : undefined);
  if (runs === undefined) return "tool";
  if (runs === "agent") return container.runs === "before" ? "tool" : "agent";
  return migrates(container) ? "migration" : "server";
}

/** The program that a command names: the images have `/app/server` and `/app/agent`. */
function programOf({ command }: Container): "server" | "agent" | undefined {
  const words = command.flatMap((word) => word.split(/\s+/));
  if (words.includes("/app/server") || words.includes("./server")) return "server";
  return words.includes("/app/agent") || words.includes("./agent") ? "agent" : undefined;
}

/** A Job that runs the server is meant to migrate, with the flag that ends it or without. */
function migrates(container: Container): boolean {
  const { pod, runs } = container;
  const words = wordsOf(container).flatMap((word) => word.split(/\s+/));
  const { kind } = pod.resource.id;
  return words.includes("--migrate-only") || kind === "Job" || kind === "CronJob" || runs === "before";
}

/** One that serves: a client such as pg_dump or psql in the same image is none. */
function isDatabase(container: Container, base: string): boolean {
  const { pod, runs } = container;
  if (!DATABASE_IMAGES.test(base) || runs !== "main") return false;
  const { kind } = pod.resource.id;
  if (kind === "Job" || kind === "CronJob") return false;
  const [first] = wordsOf(container);
  return first === undefined || first.startsWith("-") || /(^|\/)(postgres|docker-entrypoint\.sh)$/.test(first);
}
