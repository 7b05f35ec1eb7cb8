/** Facts about a PostgreSQL container of docker-library/postgres, by its image and variables. */
import { imageName } from "../pods/image-name.ts";
import { type Mount, mountAt } from "../pods/mounts.ts";
import { userOf } from "../pods/user.ts";
import { UNKNOWN } from "../pods/variables.ts";
import type { Program } from "./programs.ts";

/** True for the group of an operator, which makes Services and pods that no manifest shows. */
export function isOperators(group: string): boolean {
  return /postgres|cnpg|zalan|percona|stackgres|kubedb/.test(group);
}

/** True for docker-library's image or a copy of it; others (Bitnami's, Timescale's) have other users and directories. */
export function isOfficial({ container }: Program): boolean {
  return imageName(container.image).base === "postgres";
}

/** True for docker-library's image itself, of which all is known. */
export function isDockerHubs(image: string): boolean {
  return /^(docker\.io\/)?(library\/)?postgres$/.test(imageName(image).repository);
}

/** `16-alpine`, `16.4`, `pg16`; undefined where the tag says no version. */
export function majorVersion({ container }: Program): number | undefined {
  const [, major] = /^(?:v|.*pg)?(\d+)(?=[.-]|$)/.exec(imageName(container.image).tag ?? "") ?? [];
  const version = Number(major);
  // Others number their images by themselves: timescaledb:2.17.2-pg16, postgis:16-3.4.
  return major === undefined || version < 7 ? undefined : version;
}

/** The uid of the image's user postgres: 70 in the alpine variants, 999 in Debian's; undefined where the tag doesn't say. */
export function imageUser(program: Program): number | undefined {
  const { tag } = imageName(program.container.image);
  if (!isOfficial(program) || tag === undefined) return undefined;
  if (/alpine/.test(tag)) return 70;
  return /^(latest|[\d.]+(beta\d+|rc\d+)?(-(bookworm|bullseye|buster|trixie))?|bookworm|trixie)$/.test(tag)
    ? 999
    : undefined;
}

/** What the pod's settings make the container's user: 0 is what the image itself starts as. */
export function runningUser({ container }: Program): number {
  return userOf(container) ?? 0;
}

/** Where the data is; undefined where PGDATA is not in the input or the image is not docker-library's. */
export function dataDirectory(program: Program): string | undefined {
  const { text } = program.variables.get("PGDATA") ?? {};
  if (text?.includes(UNKNOWN)) return undefined;
  if (text !== undefined && text !== "") return text.replace(/(?<=.)\/+$/, "");
  if (!isOfficial(program)) return undefined;
  // From 18 on the image keeps each version apart (docker-library/postgres#1259).
  const major = majorVersion(program) ?? 0;
  return major >= 18 ? `/var/lib/postgresql/${major}/docker` : "/var/lib/postgresql/data";
}

export function dataMount(program: Program): Mount | undefined {
  const directory = dataDirectory(program);
  return directory === undefined ? undefined : mountAt(program.container, directory);
}
