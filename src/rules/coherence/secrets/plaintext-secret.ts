/** Secrets stand in Secrets, and those in Git only encrypted. */
import type { Resource } from "../../../model/applied.ts";
import type { Installation } from "../../certctl/installation.ts";
import { dataOf, UNKNOWN } from "../../pods/objects.ts";
import { containersOf } from "../../pods/pod.ts";
import { usesOf } from "../../pods/uses.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";
import { holdsSecret } from "./arguments.ts";
import { isPlaceholder } from "./placeholder.ts";
import { readingPods } from "./reading-pods.ts";
import { secretTexts } from "./secret-texts.ts";

export const plaintextSecret: CoherenceRule = {
  name: "plaintext-secret",
  severity: "error",
  title: "No secret stands in a manifest for everybody to read.",
  setting: "secrets.provider",
  *check(installation) {
    for (const { name, from, resource, path, secrets } of secretTexts(installation)) {
      // What is no secret yet is said by placeholder-secret.
      if (from === "Secret" || secrets.every((secret) => isPlaceholder(secret))) continue;
      const where = from === "value" ? "in the manifest" : "in a ConfigMap";
      yield {
        resource,
        path,
        message: `the secret of ${name} stands ${where}: whoever reads it, or Git's history, has it`,
        fix: `Make a new one, put it into a Secret, and let ${name} take it from there (valueFrom.secretKeyRef).`,
      };
    }
    yield* inArguments(installation);
    for (const resource of readSecrets(installation)) yield* inSecret(resource);
  },
};

function* inArguments(installation: Installation): Iterable<Problem> {
  for (const { pod, path, spec } of readingPods(installation).flatMap((one) => containersOf(one))) {
    for (const field of ["command", "args"] as const) {
      const words = spec[field];
      if (!Array.isArray(words) || !holdsSecret(words.filter((word) => typeof word === "string"))) continue;
      yield {
        resource: pod.resource,
        path: [...path, field],
        message:
          "a secret stands in the command line: whoever reads the manifest, Git's history or the node's list of processes has it",
        fix: "Make a new one, put it into a Secret, and give it to the container as a variable.",
      };
    }
  }
}

function readSecrets(installation: Installation): readonly Resource[] {
  const { objects } = installation;
  const found = readingPods(installation).flatMap((pod) =>
    usesOf(pod).map(({ kind, name }) => (kind === "Secret" ? objects.find("Secret", pod.namespace, name) : undefined)),
  );
  return [...new Set(found.filter((one) => one !== undefined))];
}

/** What is encrypted, or filled in when it is applied, is UNKNOWN. */
function* inSecret(resource: Resource): Iterable<Problem> {
  const secret = [...dataOf(resource)].filter(([key, text]) => !isPublic(key, text));
  if (secret.length === 0) return;
  yield {
    resource,
    path: [],
    severity: "warning",
    message:
      "this Secret's values stand in the manifest, in base64 at most: whoever reads the file, or Git's history, has them",
    fix: "Encrypt it (SealedSecret, sops), or let an ExternalSecret make it; and make new values where it was in Git.",
  };
}

function isPublic(key: string, text: string): boolean {
  if (text.trim() === "" || text.includes(UNKNOWN)) return true;
  if (/^(user(name)?|database|dbname|host|port|ca\.crt|ca\.pem)$/i.test(key)) return true;
  return text.includes("-----BEGIN CERTIFICATE-----") && !text.includes("PRIVATE KEY-----");
}
