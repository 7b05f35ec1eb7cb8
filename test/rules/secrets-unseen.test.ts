/** No message of a rule has a part of a Secret's value in it, whichever variable is given one by mistake. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AGENT_VARIABLES } from "../../src/certctl/variables.ts";
import { installationsOf } from "../../src/rules/certctl/installation.ts";
import { COHERENCE_RULES } from "../../src/rules/registry.ts";
import { Bundle, bundleOf, environmentOf, secret } from "./bundle.ts";

const CANARY = "canary";
const FROM_SECRET = { secretKeyRef: { name: "slip", key: "text" } };
/** In the forms that some rule looks for, and in those that a slip of the hand leaves. */
const TEXTS: readonly string[] = [
  CANARY,
  `-----BEGIN PRIVATE KEY-----\n${CANARY}`,
  `/${CANARY}/tls.key`,
  `127.${CANARY}`,
  `dns-${CANARY}`,
  `https://${CANARY}:8443`,
  `https://agent:${CANARY}@server.pki.svc:8443`,
  `postgres://certctl:p@db.example.org/certctl?sslmode=require;password=${CANARY}`,
  `postgres://certctl:[${CANARY}/x@db:5432/certctl`,
  `host=/db password='a b' dbname=${CANARY} sslmode=${CANARY}`,
];

/** Those that a rule names. */
const NAMES: readonly string[] = [
  ...new Set(
    readdirSync("src/rules", { recursive: true })
      .map(String)
      .filter((path) => path.endsWith(".ts"))
      .flatMap(
        (path) => readFileSync(`src/rules/${path}`, "utf8").match(/\b(?:CERTCTL|PG|POSTGRES)_?[A-Z0-9_]+\b/g) ?? [],
      ),
  ),
  "TMPDIR",
];

const PARTS = [
  ["server", (name: string) => !name.startsWith("POSTGRES")],
  ["migrate", (name: string) => !name.startsWith("POSTGRES")],
  ["agent", (name: string) => AGENT_VARIABLES.has(name)],
  ["enroll", (name: string) => name === "CERTCTL_SERVER_URL"],
  ["database", (name: string) => /^(PG|POSTGRES)/.test(name)],
] as const;

function messagesOf({ manifests }: Bundle): readonly string[] {
  return installationsOf(environmentOf(manifests)).flatMap((installation) =>
    COHERENCE_RULES.flatMap((rule) =>
      [...rule.check(installation, { nodes: 3, kubernetes: [1, 34] })].map(
        ({ message, fix }) => `${rule.name}: ${message} ${fix}`,
      ),
    ),
  );
}

describe.each(PARTS)("a variable of the %s", (part, isIts) => {
  const leaksOf = async (text: string, give: (bundle: Bundle, name: string) => void): Promise<readonly string[]> => {
    const plain = await bundleOf({ profile: "ha" });
    return NAMES.filter(isIts).flatMap((name) => {
      const bundle = new Bundle(plain.manifests);
      bundle.add(secret(bundle.workload(part).metadata.namespace, "slip", { text }));
      give(bundle, name);
      return messagesOf(bundle).filter((message) => message.includes(CANARY));
    });
  };
  it.each(TEXTS)("that takes %j from a Secret", async (text) => {
    expect(await leaksOf(text, (bundle, name) => bundle.setVariable(part, name, FROM_SECRET))).toEqual([]);
  });
  it("that takes in one from a Secret", async () => {
    const give = (bundle: Bundle, name: string): void => {
      bundle.container(part).env.unshift({ name: "SLIP", valueFrom: FROM_SECRET });
      bundle.setVariable(part, name, "$(SLIP)");
    };
    expect(await leaksOf(`/${CANARY}`, give)).toEqual([]);
  });
});
