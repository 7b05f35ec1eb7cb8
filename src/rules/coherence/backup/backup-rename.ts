/** A dump gets its name when it is whole: within one volume a file is renamed, from one to another it is copied. */
import { backupsOf } from "../../certctl/backups.ts";
import { type Mount, mountAt } from "../../pods/mounts.ts";
import type { Container } from "../../pods/pod.ts";
import type { CoherenceRule } from "../../rule.ts";

export const backupRename: CoherenceRule = {
  name: "backup-rename",
  severity: "warning",
  title: "A dump is written to the volume that keeps it, and renamed there.",
  *check(installation) {
    for (const { container, script } of backupsOf(installation)) {
      const [, from, to] = movesIn(script).find(([, source, target]) => isCopy(container, source, target)) ?? [];
      if (from === undefined || to === undefined) continue;
      yield {
        resource: container.pod.resource,
        path: container.path,
        message: `mv from ${parent(from)} to ${parent(to)} copies the dump, since these are two filesystems: a run that ends meanwhile, by its deadline or a full volume, leaves half a dump under the name of a whole one`,
        fix: "Write the dump to the volume itself under another name, such as .part, check it, and rename it there.",
      };
    }
  },
};

type Move = readonly [whole: string, from: string, to: string];

const WORD = `("[^"\\n]*"|'[^'\\n]*'|[^\\s;&|"']+)`;

function movesIn(script: string): readonly Move[] {
  const moves = script.matchAll(new RegExp(`(?:^|[\\n;&])\\s*mv\\s+(?:-\\w+\\s+)*${WORD}\\s+${WORD}`, "g"));
  const values = assignmentsIn(script);
  return [...moves].map(([whole, from = "", to = ""]) => [whole, resolved(from, values), resolved(to, values)]);
}

function assignmentsIn(script: string): ReadonlyMap<string, string> {
  const found = script.matchAll(new RegExp(`(?:^|[\\n;&])\\s*([A-Za-z_]\\w*)=${WORD}`, "g"));
  return new Map([...found].map(([, name = "", value = ""]) => [name, value]));
}

/** With the script's own variables put in, once each; what the shell alone knows stays as it is written. */
function resolved(word: string, values: ReadonlyMap<string, string>): string {
  let text = unquoted(word);
  for (const [name, value] of values) {
    text = text.replaceAll(new RegExp(`\\$(?:\\{${name}\\}|${name}\\b)`, "g"), () => unquoted(value));
  }
  return text;
}

function unquoted(word: string): string {
  return word.replaceAll(/["']/g, "");
}

/** From anywhere else to a volume that stays. */
function isCopy(container: Container, from: string, to: string): boolean {
  if (!from.startsWith("/") || !to.startsWith("/")) return false;
  const [source, target] = [mountAt(container, from), mountAt(container, to)];
  return target?.volume !== undefined && isKept(target) && source?.volume?.name !== target.volume.name;
}

function isKept({ volume }: Mount): boolean {
  return ["persistentVolumeClaim", "hostPath", "nfs", "csi"].some((kind) => kind in (volume?.spec ?? {}));
}

function parent(path: string): string {
  return path.replace(/\/[^/]*$/, "") || "/";
}
