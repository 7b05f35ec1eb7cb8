/** What is a secret, and that nothing of it is shown, whatever holds it. */
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../src/model/manifest.ts";
import { config, env, field, formsOf, manifest, pod, REDACTED, redact } from "./hidden.ts";

const S = "hunter2";
const B = Buffer.from(S).toString("base64");
const KEY = (label: string): string => `-----BEGIN ${label}-----\nMIIhunter2\nhunter2==\n-----END ${label}-----\n`;
const SECRET_YAML = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  note: ${S}\n`;
const SECRET_JSON = JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, data: { note: B } });
const argocd = (patches: Record<string, unknown>[]): Manifest =>
  manifest("Application", { spec: { source: { kustomize: { patches } } } } as never, "argoproj.io/v1alpha1");
const flux = (spec: object): Manifest => manifest("Kustomization", { spec } as never, "kustomize.toolkit.fluxcd.io/v1");
const release = (spec: object): Manifest => manifest("HelmRelease", { spec } as never, "helm.toolkit.fluxcd.io/v2");
const annotated = (key: string, value: string): Manifest =>
  manifest("ConfigMap", { metadata: { name: "a", annotations: { [key]: value } } });
const binary = (bytes: string): Manifest =>
  manifest("ConfigMap", { binaryData: { "a.bin": Buffer.from(bytes, "latin1").toString("base64") } });
const shell = (script: string): Manifest => pod({ command: ["sh", "-c", script] });

const SECRETS: Readonly<Record<string, Manifest>> = {
  "Secret data": manifest("Secret", { data: { note: B } }),
  "Secret stringData": manifest("Secret", { stringData: { note: S } }),
  "Secret data that is no base64": manifest("Secret", { data: { note: S } }),
  "Secret data of the wrong type": manifest("Secret", { data: [S], stringData: S }),
  "Secret data that is nested": manifest("Secret", { stringData: { a: { b: [S] } } }),
  "a Secret in a List": manifest("List", { items: [manifest("Secret", { stringData: { note: S } })] }),
  "a Secret of a SecretList, without its kind": manifest("SecretList", {
    items: [{ metadata: { name: "a" }, data: { note: B } }],
  }),
  "a Secret whose kind is misspelt": manifest("secret", { data: { note: B } }),
  "stringData without a kind": field("stringData", { note: S }),
  "a Secret in a ConfigMap as YAML": config("secret.yaml", SECRET_YAML),
  "a Secret in a ConfigMap as JSON": config("secret.json", SECRET_JSON),
  "a Secret in the second document": config("all.yaml", `kind: ConfigMap\ndata: {a: b}\n---\n${SECRET_YAML}`),
  "a Secret of which the text is broken": config("a.yaml", `${SECRET_YAML}  : [x\n`),
  "a Secret in a template": config("a.yaml", SECRET_YAML.replace("metadata:", "{{- if .x }}\nmetadata:")),
  "a Secret with a block of text": config("a.yaml", SECRET_YAML.replace(` ${S}`, ` |\n    first\n    ${S}`)),
  "a Secret in base64 in a ConfigMap": config("a", Buffer.from(SECRET_YAML).toString("base64")),
  "a Secret in binaryData": manifest("ConfigMap", { binaryData: { a: Buffer.from(SECRET_YAML).toString("base64") } }),
  "a short setting in binaryData": binary(`pwd=${S}`),
  "a setting that base64 ends with a sign": binary(`password=${S}\n`),
  "a setting among other bytes": binary(`\0\x01\xffpassword=${S}\n`),
  "a setting in base64 in a text": config("a", `boot ${Buffer.from(`token=${S}`).toString("base64")} now`),
  "last-applied": annotated("kubectl.kubernetes.io/last-applied-configuration", SECRET_JSON),
  "a merge patch in an Application": argocd([{ patch: SECRET_YAML }]),
  "a merge patch that doesn't say its kind": argocd([{ patch: `data:\n  note: ${B}\n`, target: { kind: "Secret" } }]),
  "a JSON patch of stringData": argocd([{ patch: `- op: replace\n  path: /stringData/note\n  value: ${S}\n` }]),
  "a JSON patch of data": argocd([
    { patch: `[{"op":"add","path":"/data/note","value":"${B}"}]`, target: { kind: "Secret" } },
  ]),
  "a JSON patch of a whole field": argocd([{ patch: `- op: add\n  path: /stringData\n  value: {note: ${S}}\n` }]),
  "a JSON patch of a named field": argocd([{ patch: `- {op: add, path: /spec/password, value: ${S}}\n` }]),
  "a JSON patch that adds a variable": argocd([
    {
      patch: `- op: add\n  path: /spec/template/spec/containers/0/env/-\n  value:\n    name: DB_PASSWORD\n    value: ${S}\n`,
      target: { kind: "Deployment" },
    },
  ]),
  "a patch of Flux": flux({ patches: [{ patch: SECRET_YAML }] }),
  "a patch of Flux' older field": flux({
    patchesJson6902: [{ patch: [{ op: "add", path: "/stringData/note", value: S }], target: { kind: "Secret" } }],
  }),
  "a post-renderer": release({ postRenderers: [{ kustomize: { patches: [{ patch: SECRET_YAML }] } }] }),
  "a value beside its name, cut short": field("settings", [{ name: "token", val: S }]),
  "the present one of several": field("password", { current: S, previous: `old-${S}` }),
  "a login without a space behind its flag": pod({ command: ["curl", `-uadmin:${S}`, "https://h"] }),
  "a text of several lines in TOML": config("a.toml", `password = """\n${S}\n"""\nb = 1\n`),
  "an address within another one": config("u", `https://h/?to=https%3A%2F%2Fa%3A${S}%40h%2Fb`),
  "an address without its scheme": config("u", `//u:${S}@h/x`),
  "values of a HelmRelease": release({ values: { db: { password: S } } }),
  "values in a text of an Application": manifest("Application", {
    spec: { source: { helm: { values: `a:\n  db:\n    adminPassword: ${S}\n` } } },
  }),
  "a parameter of an Application": manifest("Application", {
    spec: { source: { helm: { parameters: [{ name: "db.password", value: S }] } } },
  }),
  "a substitution of Flux": flux({ postBuild: { substitute: { db_password: S } } }),
  "a generator's literal": manifest("Kustomization", { secretGenerator: [{ name: "a", literals: [`note=${S}`] }] }),
  "a SealedSecret": manifest("SealedSecret", { spec: { encryptedData: { note: `Ag${S}` } } }, "bitnami.com/v1alpha1"),
  "a value that sops encrypted": field("note", `ENC[AES256_GCM,data:${S},iv:a,tag:b,type:str]`),

  "an env literal": env("POSTGRES_PASSWORD", S),
  "an env literal of certctl": env("CERTCTL_AUTH_SECRET", S),
  "an env literal with the word in the middle": env("TOKEN_GITHUB", S),
  "an env literal of digits": env("PASSWORD", "hunter2".replace("hunter", "98765")),
  "named keys of certctl": env("CERTCTL_API_KEYS_NAMED", `ops:${S}:admin`),
  "an encryption key": env("CERTCTL_CONFIG_ENCRYPTION_KEY", S),
  "a routing key": env("CERTCTL_PAGERDUTY_ROUTING_KEY", S),
  "a webhook's address": env("CERTCTL_SLACK_WEBHOOK_URL", `https://hooks.example.com/${S}`),
  "a webhook by its host": field("target", `https://hooks.slack.com/services/T0/B0/${S}`),
  "a default of an expansion": env("POSTGRES_PASSWORD", `\${OTHER:-${S}}`),
  "a key in camel case": field("dbPassword", S),
  "a key in one word": field("dbpassword", S),
  "a key with a dot": config("spring.datasource.password", S),
  "a number": field("password", 12345.5),
  "a list": field("apiKeys", ["x", S]),
  "a value below the name": field("password", { value: S }),
  "a group of secrets": field("secrets", { one: S }),
  "a client secret": field("clientSecret", S),
  "an id of Vault": env("VAULT_SECRET_ID", S),
  "a pass": env("SMTP_PASS", S),
  "a header": pod({ livenessProbe: { httpGet: { httpHeaders: [{ name: "Authorization", value: `Bearer ${S}` }] } } }),
  "an annotation": annotated("example.com/db-password", S),
  "a login under auth": field("auth", `admin:${S}`),
  "a login under auth in base64": field("auth", Buffer.from(`admin:${S}`).toString("base64")),
  "Docker's logins": config("config.json", JSON.stringify({ auths: { x: { username: "a", password: S } } })),
  "Docker's logins by their key": config(".dockerconfigjson", JSON.stringify({ auths: { x: { other: S } } })),
  "a file of logins": config(".pgpass", `db:5432:certctl:certctl:${S}`),
  htpasswd: config("users", `admin:$apr1$${S}$abcdefgh\n`),
  kubeconfig: config("kubeconfig", `apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: ${S}\n`),
  netrc: config("login", `machine example.com login a password ${S}`),

  "a URL's password": field("url", `postgres://certctl:${S}@db:5432/certctl?sslmode=require`),
  "a URL's user alone": field("url", `https://${S}@github.com/a/b`),
  "a URL's password with an @ in it": field("url", `amqp://a:x@${S}@mq/v`),
  "a URL's password with a slash in it": field("url", `postgres://a:x/${S}@db/certctl`),
  "a URL's password with a # and a ? in it": field("url", `postgres://a:x#?${S}@db/certctl`),
  "a URL in a longer text": config("a.conf", `# see\nupstream = http://a:${S}@b/ ;\n`),
  "a URL with a reference for a user": field("url", `postgres://$(USER):${S}@db/certctl`),
  "a URL in a ConfigMap": config("DATABASE_URL", `postgres://certctl:${S}@db/certctl`),
  "MySQL's address": field("dsn", `certctl:${S}@tcp(db:3306)/certctl`),
  "an image's registry with a login": pod({ image: `me:${S}@registry.example.com/a:1` }),
  "a DSN": field("dsn", `host=x password=${S} sslmode=disable`),
  "a DSN of ADO": field("connection", `Server=x;Password=${S};Database=y`),
  "a query: password": field("url", `postgres://db/certctl?sslmode=require&password=${S}`),
  "a query: sslpassword": field("url", `postgres://db/certctl?sslpassword=${S}`),
  "a query: token": field("url", `https://example.com/?token=${S}&x=1`),
  "a query: access_token": field("url", `https://example.com/?access_token=${S}`),
  "a query: api_key": field("url", `https://example.com/?api_key=${S}`),
  "a query: sig": field("url", `https://example.com/a?sv=1&sig=${S}&se=2`),

  "a private key": config("a.pem", KEY("PRIVATE KEY")),
  "a private key of RSA, in text": config("a.txt", `x\n${KEY("RSA PRIVATE KEY")}y`),
  "a private key of SSH": config("a.txt", KEY("OPENSSH PRIVATE KEY")),
  "a private key of PGP": config("a.txt", KEY("PGP PRIVATE KEY BLOCK")),
  "a private key, encrypted": config("a.txt", KEY("ENCRYPTED PRIVATE KEY")),
  "a private key on one line": field("a", KEY("EC PRIVATE KEY").replaceAll("\n", "\\n")),
  "a private key that is cut": field("a", KEY("EC PRIVATE KEY").slice(0, 50)),
  "a private key in base64": field("a", Buffer.from(KEY("EC PRIVATE KEY")).toString("base64")),

  "an argument": pod({ args: ["--verbose", `--password=${S}`] }),
  "an argument of two words": pod({ args: ["--api-key", S, "--port", "1"] }),
  "an argument with one dash": pod({ args: [`-api-key=${S}`] }),
  "a shell's variable": shell(`PASSWORD=${S} run --port 1`),
  "a shell's export": shell(`set -e\nexport GITHUB_TOKEN=${S}\nrun`),
  "a shell's quoted variable": shell(`export TOKEN="x ${S}"; run`),
  "a shell's variable in parts": shell(`PASSWORD=a"b ${S}"'c ${S}'\\ ${S} run`),
  "docker's -e in quotes": shell(`docker run -e "PASSWORD=a ${S}" image`),
  "docker's -e": shell(`docker run -e PASSWORD=${S} image`),
  "a flag in a script": shell(`run --password ${S} --port 1`),
  "a flag in a script, in quotes": shell(`run --password "a ${S}" --port 1`),
  "curl's login in quotes": shell(`curl -u "admin:a ${S}" https://example.com`),
  "mysql's flag": shell(`mysql -h db -u root -p${S} certctl`),
  sshpass: shell(`sshpass -p ${S} ssh a@b`),
  "redis-cli": shell(`redis-cli -h db -a ${S} ping`),
  "docker login": shell(`docker login -u me -p ${S} registry.example.com`),
  "openssl's pass": shell(`openssl rsa -in a.pem -passin pass:${S} -out b.pem`),
  "a Secret made by kubectl": shell(`kubectl create secret generic a --from-literal=note=${S} --from-literal=b=${S}`),
  "helm's flag": shell(`helm install a b --set db.password=${S},x=y`),
  "a header without a scheme": pod({
    livenessProbe: { httpGet: { httpHeaders: [{ name: "Authorization", value: S }] } },
  }),
  "a default of a parameter": field("params", [{ name: "db-password", default: S }]),
  "a preshared key": config("wg0.conf", `[Peer]\nPresharedKey = ${S}=\n`),
  "a DSN with Pwd": field("dsn", `Server=x;Uid=a;Pwd=${S};`),
  "curl's login": shell(`curl -sS -u admin:${S} https://example.com`),
  "curl's login in two words": pod({ args: ["curl", "-u", `admin:${S}`] }),
  "curl's header": shell(`curl -H "Authorization: Bearer ${S}" https://example.com`),
  "curl's other header": shell(`curl -H 'X-API-Key: ${S}' https://example.com`),
  SQL: config("init.sql", `ALTER USER certctl WITH PASSWORD '${S}';`),
  Redis: config("redis.conf", `port 6379\nrequirepass ${S}\n`),
  "an INI file": config("grafana.ini", `[security]\nadmin_user = admin\nadmin_password = ${S}\n`),
  "a properties file": config("a.properties", `a=b\ndb.password=${S} with spaces\n`),
  "an env file": config(".env", `A=b\nDB_PASSWORD='${S}'\n`),
  "a TOML file": config("a.toml", `[db]\npassword = "${S}"\n`),
  "a JSON file": config("a.json", `{"db":{"password":"${S}"}}`),
  "a JSON file with comments": config("a.json", `{ // x\n "db": {"password": "${S}",},}`),
  "a YAML file": config("a.yaml", `db:\n  password: ${S} # secret\n`),
  "a YAML file, in a comment": config("a.yaml", `db:\n  # password: ${S}\n  a: b\n`),
  "a YAML file, on the next line": config("a.yaml", `db:\n  password:\n    ${S}\n`),
  "a YAML file, in a block": config("a.yaml", `db:\n  password: >-\n    ${S}\n    ${S}\na: b\n`),
  "a YAML file, in a list": config("a.yaml", `tokens:\n- ${S}\n`),
  "a YAML file, in a pair": config("a.yaml", `env:\n- name: DB_PASSWORD\n  value: ${S}\n`),
  "a YAML file, behind an alias": config("a.yaml", `note: &x ${S}\npassword: *x\n`),
  "a YAML file, with tags": config("a.yaml", `password: !!str ${S}\n`),
  "a YAML file, below odd keys": config("a.yaml", `true:\n  1:\n    null:\n      1.50:\n        password: ${S}\n`),
  "a YAML file, below a key that is a mapping": config("a.yaml", `{{ .x }}: {kind: Secret, data: {a: ${S}}}\n`),
  "a YAML file of 1.1, with a merge": config(
    "a.yaml",
    `%YAML 1.1\n---\na: &a {kind: Secret, data: {b: ${S}}}\nc: {<<: *a}\n`,
  ),
  "a YAML file with a doubled key": config("a.yaml", `kind: Secret\ndata: {a: x}\ndata: {a: ${S}}\n`),
  "a broken YAML file": config("a.yaml", `password:\n    ${S}\n  : : [\n`),
  "YAML in JSON in YAML": config("a.yaml", `inner: |\n  {"text": "password: ${S}\\nx: y"}\n`),
  "an XML file": config("a.xml", `<db><password>${S}</password></db>`),
  "a token by its form": field("note", `see ghp_${S}abcdefghijklmnopqrstuvwxyz0123`),
};

describe("secrets", () => {
  it.each(Object.entries(SECRETS))("%s", (_name, one) => {
    const { manifest: shown, redacted } = redact(one);
    const text = JSON.stringify(shown);
    for (const form of [...formsOf(S), "98765", "12345.5"]) expect(text).not.toContain(form);
    expect(text).toContain(REDACTED);
    expect([...redacted]).not.toEqual([]);
  });
});

/** A text that holds another. */
const LAYERS: Readonly<Record<string, (text: string) => string>> = {
  block: (text) => `a: b\ninner: |\n${text.replaceAll(/^(?=.)/gm, "    ")}\nc: d\n`,
  quoted: (text) => `a: b\ninner: ${JSON.stringify(text)}\n`,
  JSON: (text) => JSON.stringify({ a: ["b", { inner: text }] }),
  documents: (text) => `a: b\n---\n${text}`,
  base64: (text) => `inner: ${Buffer.from(text).toString("base64")}\n`,
  patch: (text) => `- op: add\n  path: /spec/x\n  value: ${JSON.stringify(text)}\n`,
};

describe("texts in texts", () => {
  const names = Object.keys(LAYERS);
  const ways = names.flatMap((a) => names.flatMap((b) => names.map((c) => [a, b, c])));
  it("to any depth, in each order", () => {
    for (const way of ways) {
      for (const core of [SECRET_YAML, SECRET_JSON, `db:\n  password: ${S}\n`, `postgres://a:${S}@db/x`]) {
        const text = way.reduce((inner, layer) => LAYERS[layer]?.(inner) ?? inner, core);
        const shown = JSON.stringify(redact(config("a", text)).manifest);
        for (const form of formsOf(S)) expect(shown, `${way.join(" in ")}: ${text}`).not.toContain(form);
      }
    }
  });
});
