/** What is a secret is in no output of `validate` in any format, and in no error of any command. */
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../src/reports/render.ts";
import { formsOf } from "../redaction/hidden.ts";
import { place as newPlace } from "../support/cli.ts";

const S = "hunter2";
const B = Buffer.from(S).toString("base64");

const secret = (
  rest: string,
  head = "apiVersion: v1\nkind: Secret\nmetadata: {name: certctl-db, namespace: certctl}",
): string => `${head}\n${rest}\n`;
const CONTAINER = "image: ghcr.io/certctl-io/certctl-server:v2.1.7";
/** A server of certctl whose container has the fields. */
const server = (fields: string, container = CONTAINER): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: certctl-server, namespace: certctl}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers:
      - name: server
        ${container}
${fields.replaceAll(/^/gm, "        ")}
`;
const agent = (fields: string): string => server(fields).replaceAll("certctl-server", "certctl-agent");
const env = (name: string, value: string): string => server(`env:\n- name: ${name}\n  value: ${JSON.stringify(value)}`);
const agentEnv = (name: string, value: string): string =>
  agent(`env: [{name: ${name}, value: ${JSON.stringify(value)}}]`);
const job = (script: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j, namespace: certctl}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "postgres:16", command: [sh, -c, ${JSON.stringify(script)}]}]}}}\n`;
const application = (source: string, more = ""): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a, namespace: argocd}\nspec:\n  project: default\n  destination: {namespace: certctl, server: "https://kubernetes.default.svc"}\n  source: ${source}\n${more}`;
const flux = (kind: string, group: string, spec: string): string =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: a, namespace: flux-system}\nspec: ${spec}\n`;

const VARIABLES = [
  "CERTCTL_DATABASE_URL",
  "CERTCTL_AUTH_SECRET",
  "CERTCTL_API_KEYS_NAMED",
  "CERTCTL_API_KEY",
  "CERTCTL_AGENT_BOOTSTRAP_TOKEN",
  "CERTCTL_BOOTSTRAP_TOKEN",
  "CERTCTL_CONFIG_ENCRYPTION_KEY",
  "CERTCTL_SMTP_PASSWORD",
  "CERTCTL_SLACK_WEBHOOK_URL",
  "CERTCTL_PAGERDUTY_ROUTING_KEY",
  "CERTCTL_SCEP_CHALLENGE_PASSWORD",
  "CERTCTL_EST_PROFILE_A_ENROLLMENT_PASSWORD",
  "CERTCTL_WEBHOOK_SECRET",
  "CERTCTL_VAULT_TOKEN",
  "CERTCTL_AUTH_SECRETS",
  "POSTGRES_PASSWORD",
  "PGPASSWORD",
  "CERTCTL_PASSWORD_FILE",
];
/** They have a login where certctl reads none, or where a message would show the address. */
const URLS = [
  "CERTCTL_DATABASE_URL",
  "CERTCTL_SERVER_URL",
  "CERTCTL_ACME_DIRECTORY_URL",
  "CERTCTL_VAULT_ADDR",
  "CERTCTL_SMTP_HOST",
  "CERTCTL_CORS_ORIGINS",
  "CERTCTL_SERVER_HOST",
  "CERTCTL_LOG_LEVEL",
  "CERTCTL_SERVER_PORT",
  "CERTCTL_AUTH_TYPE",
  "CERTCTL_SERVER_TLS_CERT_PATH",
  "CERTCTL_DATABASE_MIGRATIONS_PATH",
  "CERTCTL_SCHEDULER_JOB_PROCESSOR_INTERVAL",
  "CERTCTL_AGENT_DISCOVERY_DIRS",
  "CERTCTL_DISCOVERY_DIRS",
  "CERTCTL_SERVER_CA_BUNDLE_PATH",
  "CERTCTL_KEY_DIR",
  "CERTCTL_EST_PROFILES",
  "CERTCTL_RATE_LIMIT_BACKEND",
  "CERTCTL_ACME_CHALLENGE_TYPE",
  "CERTCTL_STEPCA_URL",
  "PGHOST",
  "PGPORT",
  "HTTPS_PROXY",
];
const LOGINS = [
  `postgres://certctl:${S}@db:5432/certctl?sslmode=prefer`,
  `postgres://${S}@db`,
  `postgres://certctl:x/${S}@db/certctl`,
  `https://a:${S}@b:8443/x?y`,
  `https://${S}:${S}@nowhere.certctl.svc:1`,
  `http://a:${S}@certctl-server/`,
  `host=db password=${S} port=x`,
  `postgres://db/certctl?password=${S}&sslmode=x`,
  `postgres://certctl:${S}%zz@db/x`,
];

const INPUTS: Readonly<Record<string, string>> = {
  "a Secret": secret(`data: {password: ${B}}`),
  "a Secret that is no base64": secret(`data: {password: ${S}}`),
  "a Secret of numbers": secret("data: {password: 98765}"),
  "a Secret of lists": secret(`data: [${S}]`),
  "a Secret of texts": secret(`stringData: ${S}`),
  "a Secret of objects": secret(`stringData: {password: {value: ${S}}}`),
  "a Secret's key that holds the value": secret(`stringData: {"password: ${S}": a}`),
  "a Secret's key without a space": secret(`stringData:\n  password:${S}: x`),
  "a Secret's key alone": secret(`stringData: {password=${S}}`),
  "a Secret's fields at the wrong place": secret(`password: ${S}`),
  "a Secret of an odd type": secret(`type: x\nstringData: {password: ${S}}\ndatas: {password: ${S}}`),
  "a Secret of a wrong kind": secret(
    `stringData: {password: ${S}}`,
    "apiVersion: v2\nkind: Secret\nmetadata: {name: a}",
  ),
  "a Secret without a name": secret(`stringData: {password: ${S}}`, "apiVersion: v1\nkind: Secret"),
  "a Secret twice": `${secret(`stringData: {password: ${S}}`)}---\n${secret(`stringData: {password: ${S}x}`)}`,
  "a Secret of bad YAML": secret(`stringData:\n  password: "${S}\n  x: [`),
  "a Secret with a tab": secret(`stringData:\n\tpassword: ${S}`),
  "a Secret with a doubled key": secret(`stringData:\n  password: ${S}\n  password: ${S}`),
  "a Secret with an odd anchor": secret(`stringData:\n  password: *${S}\n`),
  "a Secret with an odd tag": secret(`stringData:\n  password: !${S} x\n`),
  "a Secret that begins with an odd sign": secret(`stringData:\n  password: @${S}\n`),
  "a Secret with a colon": secret(`stringData:\n  password: a: ${S}\n`),
  "a Secret as a list": `- apiVersion: v1\n  kind: Secret\n  stringData: {password: ${S}}\n`,
  "a text": `password: ${S}\n`,
  "a bare text": `${S}\n`,
  "JSON that is broken": `{"kind": "Secret", "stringData": {"password": "${S}",}}}`,
  "an annotation": secret("data: {}").replace(
    "metadata: {",
    `metadata: {annotations: {db-password: ${S}, "db password=${S}": c},`,
  ),
  "an annotation of the wrong type": secret("data: {}").replace(
    "metadata: {",
    `metadata: {annotations: {db-password: [${S}]},`,
  ),
  "a ConfigMap's URL": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {CERTCTL_DATABASE_URL: "postgres://a:${S}@b:x/c"}\n---\n${server("envFrom: [{configMapRef: {name: a}}]")}`,
  "a variable of the wrong type": server(
    `env:\n- {name: DB_PASSWORD, value: {a: ${S}}}\n- DB_PASSWORD=${S}\n- {name: A, valu: ${S}}`,
  ),
  "a variable's name with its value": server(
    `env:\n- {name: "DB_PASSWORD=${S}"}\n- {name: "DB_PASSWORD: ${S}", value: x}\n- {name: "CERTCTL_AUTH_SECRET: ${S}", value: x}\n- {name: "CERTCTL_TOKENS ${S}"}`,
  ),
  "variables as a mapping": server(`env: {DB_PASSWORD: ${S}}`),
  "a field with its value": server(`"password: ${S}": x\n"password=${S}": x`),
  "an image with a login": server("", `image: https://me:${S}@ghcr.io/certctl-io/certctl-server:v2.1.7`),
  "an image with a login, without a scheme": server("", `image: me:${S}@ghcr.io/certctl-io/certctl-server`),
  arguments: server(`args: ["--api-key", "${S}", "--password=${S}", "postgres://a:${S}@b/c"]`),
  "an agent's arguments": agent(`args: ["-api-key=${S}", "-server", "https://a:${S}@nowhere:1"]`),
  "a probe": server(
    `readinessProbe: {httpGet: {path: "/x?token=${S}", port: 1, httpHeaders: [{name: Authorization, value: "Bearer ${S}"}]}}`,
  ),
  "a command": job(`PGPASSWORD=${S} pg_dump -h nowhere -p 1 "postgres://a:${S}@nowhere:1/b"`),
  "a script with a login": job(`curl -u a:${S} -H "Authorization: Bearer ${S}" https://a:${S}@nowhere.certctl.svc/x`),
  "an Application's repository": application(
    `{repoURL: "https://a:${S}@git.example.com/x.git", path: x, targetRevision: main}`,
  ),
  "an Application's parameters": application(
    `{repoURL: "https://git.example.com/x.git", chart: x, helm: {parameters: [{name: db.password, value: ${S}, x: ${S}}], values: "password: ${S}", valuesObject: {password: ${S}}}}`,
  ),
  "an Application's patches": application(
    `{repoURL: "https://git.example.com/x.git", path: x, kustomize: {patches: [{patch: "- op: add\\n  path: /stringData/a\\n  value: ${S}", target: {kind: Secret}}]}}`,
  ),
  "a GitRepository": flux(
    "GitRepository",
    "source.toolkit.fluxcd.io/v1",
    `{url: "https://a:${S}@git.example.com/x.git", interval: x}`,
  ),
  "a HelmRelease": flux(
    "HelmRelease",
    "helm.toolkit.fluxcd.io/v2",
    `{interval: 1m, values: {password: ${S}}, chart: {spec: {chart: "https://a:${S}@x/y"}}}`,
  ),
  "a substitution": `${flux("Kustomization", "kustomize.toolkit.fluxcd.io/v1", `{interval: 1m, prune: true, path: ./x, sourceRef: {kind: GitRepository, name: a}, postBuild: {substitute: {"db-password": ${S}, "a=${S}": ${S}, password: 98765}}}`)}`,
  "an ExternalSecret": `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\nspec: {target: {template: {data: {password: ${S}}}}}\n`,
  "an Ingress": `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, annotations: {nginx.ingress.kubernetes.io/configuration-snippet: "proxy_set_header Authorization \\"Bearer ${S}\\";"}}\nspec: {rules: [{host: "a:${S}@b"}]}\n`,
  ...Object.fromEntries(VARIABLES.map((name) => [`${name} as a literal`, env(name, S)])),
};

const shows = (text: string): readonly string[] => [...formsOf(S), "98765"].filter((form) => text.includes(form));

async function validated(stdin: string): Promise<string> {
  const one = newPlace();
  try {
    const formats = FORMATS.flatMap((format) => ["-o", format === "text" ? "text" : `${format}=report.${format}`]);
    const { out, err } = await one.cliWith({ stdin }, "validate", "-", ...formats);
    return out + err + JSON.stringify(one.files());
  } finally {
    one.remove();
  }
}

describe("validate", () => {
  it.each(Object.entries(INPUTS))("%s", async (_name, stdin) => {
    const said = await validated(stdin);
    expect(shows(said), said).toEqual([]);
  });
  it.each(URLS)("logins in %s", async (name) => {
    // One certctl for each login, in a namespace of its own.
    const all = LOGINS.flatMap((login, i) =>
      [env(name, login), agentEnv(name, login)].map((one) => one.replaceAll("namespace: certctl", `namespace: c${i}`)),
    );
    const said = await validated(all.join("---\n"));
    expect(shows(said), said).toEqual([]);
  });
  it("shows what is no secret, so that the above proves something", async () => {
    expect(await validated(env("CERTCTL_AUTH_TYPE", "hunter3"))).toContain("CERTCTL_AUTH_TYPE=hunter3");
  });
});

const fleet = (cluster: string, more = ""): string =>
  `apiVersion: certctl-gitops/v1alpha1\nkind: Fleet\n${more || "git: {url: https://example.com/x.git}"}\nclusters:\n- {name: a, profile: ha, ${cluster}}\n`;

const FLEETS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "a login in the repository's URL": [fleet("", `git: {url: "https://a:${S}@example.com/x.git"}`)],
  "a token in the repository's URL": [fleet("", `git: {url: "https://${S}@example.com/x.git"}`)],
  "a login on the command line": [fleet(""), "--git-url", `https://a:${S}@example.com/x.git`],
  "a setting on the command line": [fleet(""), "--set", `database.password=${S}`],
  "a setting with a login": [fleet(""), "--set", `database.url=postgres://a:${S}@b/c`],
  "a variable with a secret": [fleet(`server: {env: [{name: CERTCTL_SMTP_PASSWORD, value: ${S}}]}`)],
  "a variable with a login": [fleet(`server: {env: [{name: CERTCTL_DATABASE_URL, value: "postgres://a:${S}@b/c"}]}`)],
  "a variable that is none": [fleet(`server: {env: [{name: "DB_PASSWORD=${S}"}]}`)],
  "variables as a mapping": [fleet(`server: {env: {DB_PASSWORD: ${S}}}`)],
  "a field that is not there": [fleet(`database: {password: ${S}, "password: ${S}": x, url: "postgres://a:${S}@b/c"}`)],
  "a field of the wrong type": [fleet(`database: "postgres://a:${S}@b/c"`)],
  "an image with a login": [fleet(`certctl: {images: {server: {name: "a:${S}@b/c"}}}`)],
  "a Secret in the place of a fleet file": [secret(`stringData: {password: ${S}}`)],
  "a broken file": [fleet(`server: {env: [{name: DB_PASSWORD, value: "${S}}]}`)],
};

describe("gen", () => {
  it.each(Object.entries(FLEETS))("%s", async (_name, [text, ...argv]) => {
    const one = newPlace();
    try {
      one.write("certctl-gitops.yaml", text);
      const { out, err } = await one.cli("gen", ...argv);
      expect(shows(out + err), out + err).toEqual([]);
    } finally {
      one.remove();
    }
  });
  it("a login in the remote's URL", async () => {
    const one = newPlace();
    try {
      one.repository(`https://a:${S}@example.com/x.git`);
      const { code, out, err } = await one.cli("gen", "dev");
      expect(code).toBe(2);
      expect(shows(out + err), out + err).toEqual([]);
    } finally {
      one.remove();
    }
  });
});

const KUSTOMIZATION = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n";
const tree = (kustomization: string, more: Record<string, string> = {}): Readonly<Record<string, string>> => ({
  "kustomization.yaml": KUSTOMIZATION + kustomization,
  "a.yaml": secret("stringData: {password: x}"),
  ...more,
});
const PATCH = `apiVersion: v1\nkind: Secret\nmetadata: {name: certctl-db, namespace: certctl}\nstringData: {password: ${S}}\n`;

const TREES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a patch that matches nothing": tree("patches: [{path: p.yaml}]\n", {
    "p.yaml": PATCH.replace("certctl-db", "other"),
  }),
  "a patch inline that matches nothing": tree(
    `patches:\n- patch: |-\n${PATCH.replace("certctl-db", "other").replaceAll(/^/gm, "    ")}\n`,
  ),
  "a patch that is no patch": tree(`patches:\n- patch: "password: ${S}"\n`),
  "a patch that is a text": tree(`patches:\n- patch: "${S}"\n`),
  "a patch that is no YAML": tree(`patches:\n- patch: "stringData: {password: '${S}"\n`),
  "a patch with a doubled key": tree(`patches:\n- patch: "stringData: {password: ${S}, password: ${S}}"\n`),
  "a JSON patch that tests another value": tree(
    `patches:\n- target: {kind: Secret}\n  patch: '[{"op": "test", "path": "/stringData/password", "value": "${S}"}]'\n`,
  ),
  "a JSON patch of an odd operation": tree(
    `patches:\n- target: {kind: Secret}\n  patch: '[{"op": "${S}", "path": "/stringData/password", "value": "${S}"}]'\n`,
  ),
  "a JSON patch that leads nowhere": tree(
    `patches:\n- target: {kind: Secret}\n  patch: '[{"op": "replace", "path": "/stringData/a/b", "value": "${S}"}]'\n`,
  ),
  "a JSON patch without a path": tree(
    `patches:\n- target: {kind: Secret}\n  patch: '[{"op": "add", "value": "${S}"}]'\n`,
  ),
  "a strategic patch of the wrong type": tree(
    `patches:\n- patch: 'kind: Secret\n    apiVersion: v1\n    metadata: {name: certctl-db}\n    stringData: [${S}]'\n`,
  ),
  "patchesStrategicMerge as text": tree(`patchesStrategicMerge:\n- "password: ${S}"\n`),
  "a generator's literal without a name": tree(`secretGenerator: [{name: b, literals: ["=${S}"]}]\n`),
  "a generator's literal twice": tree(`secretGenerator: [{name: b, literals: ["a=${S}", "a=${S}"]}]\n`),
  "a generator's literal of a bad key": tree(`secretGenerator: [{name: b, literals: ["a b:password=${S}"]}]\n`),
  "a generator's literal without a sign": tree(`secretGenerator: [{name: b, literals: ["password:${S}"]}]\n`),
  "a generator's literals as a mapping": tree(`secretGenerator: [{name: b, literals: {password: ${S}}}]\n`),
  "a generator's literal of the wrong type": tree(`secretGenerator: [{name: b, literals: [{password: ${S}}]}]\n`),
  "a generator's env file": tree("secretGenerator: [{name: b, envs: [a.env]}]\n", {
    "a.env": `A=1\npass word=${S}\n=${S}\n`,
  }),
  "a generator's env file without a sign": tree("secretGenerator: [{name: b, envs: [a.env]}]\n", {
    "a.env": `password: ${S}\n`,
  }),
  "a generator that merges with nothing": tree(`secretGenerator: [{name: b, behavior: merge, literals: [a=${S}]}]\n`),
  "an odd field": tree(`secretGenerators: [{name: b, literals: [a=${S}]}]\npassword: ${S}\n"password=${S}": x\n`),
  "a resource with a login": {
    "kustomization.yaml": `resources: ["https://a:${S}@git.example.com/x.git"]\n`,
  },
  "a resource with a token": { "kustomization.yaml": `resources: ["https://${S}@github.com/a/b//c?ref=main"]\n` },
  "a resource that is no YAML": tree("", { "a.yaml": secret(`stringData:\n  password: "${S}\n`) }),
  "a resource that is no object": tree("", { "a.yaml": `password: ${S}\n` }),
  "a resource with a tab": tree("", { "a.yaml": secret(`stringData:\n\tpassword: ${S}`) }),
  "a Secret twice": tree("", {
    "a.yaml": `${secret(`stringData: {password: ${S}}`)}---\n${secret(`stringData: {password: ${S}}`)}`,
  }),
  "a replacement": tree(
    "replacements: [{source: {kind: Secret, fieldPath: stringData.password.x}, targets: [{select: {kind: Secret}, fieldPaths: [stringData.b]}]}]\n",
    { "a.yaml": secret(`stringData: {password: ${S}}`) },
  ),
  "a replacement of a part that is not there": tree(
    'replacements: [{source: {kind: Secret, fieldPath: stringData.password, options: {delimiter: "n", index: 9}}, targets: [{select: {kind: Secret}, fieldPaths: [stringData.password]}]}]\n',
    { "a.yaml": secret(`stringData: {password: ${S}}`) },
  ),
  "a replacement into a mapping": tree(
    "replacements: [{source: {kind: Secret, fieldPath: stringData.password}, targets: [{select: {kind: Secret}, fieldPaths: [metadata.name.x]}]}]\n",
    { "a.yaml": secret(`stringData: {password: ${S}}`) },
  ),
  "a variable": tree(
    "vars: [{name: A, objref: {kind: Secret, name: certctl-db, apiVersion: v1}, fieldref: {fieldpath: stringData}}]\n",
    { "a.yaml": secret(`stringData: {password: ${S}, b: $(A)}`) },
  ),
  "a label that is none": tree(`commonLabels: {password: {a: ${S}}}\n`),
  "an image with a login": tree(`images: [{name: "https://a:${S}@b/c[", newTag: x}]\n`),
  "a Secret that can't be hashed": tree("", { "a.yaml": secret(`stringData: {password: !!binary "${S}!"}`) }),
};

describe("build and validate of a kustomization", () => {
  it.each(Object.entries(TREES))("%s", async (_name, files) => {
    const one = newPlace();
    try {
      for (const [path, text] of Object.entries(files)) one.write(path, text);
      const built = await one.cli("build", ".");
      const checked = await one.cli("validate", "-o", "json");
      // What could be built holds its Secrets, as kustomize prints them.
      expect(shows(built.err), built.err).toEqual([]);
      expect(shows(checked.out + checked.err), checked.out + checked.err).toEqual([]);
    } finally {
      one.remove();
    }
  });
});
