/** Reports for the tests of the HTML page: a pull request as it may come, a fleet, and names that nobody should use. */
import type { Change, DiffReport, Edit, EnvironmentDifference, Risk } from "../../../src/model/difference.ts";
import type { JsonValue } from "../../../src/model/json.ts";
import type { Lane, LaneGroup } from "../../../src/reports/page/page-data.ts";

const NO_COUNTS = { added: 0, removed: 0, changed: 0 };

export function environment(name: string, changes: Partial<EnvironmentDifference> = {}): EnvironmentDifference {
  const cluster = name.split("/").at(-1) ?? name;
  return { name, cluster, state: "unchanged", objects: { before: 57, after: 57 }, counts: NO_COUNTS, ...changes };
}

export function object(kind: string, name: string, namespace = "certctl") {
  const [type = "", ...group] = kind.split(".");
  return { group: group.join("."), kind: type, namespace, name };
}

export function change(id: string, changes: Partial<Change>): Change {
  const rest = { edits: [], redacted: [], environments: [0], variables: {}, others: { count: 0, outliers: [] } };
  return { id, kind: "changed", ...rest, ...changes };
}

/** Of an object that keeps its name. */
function changed(id: string, kind: string, name: string, edits: readonly Edit[], more: Partial<Change> = {}): Change {
  return change(id, { before: object(kind, name), after: object(kind, name), edits, ...more });
}

const SIDES = {
  base: { label: "main", commit: "8f14e45fceea167a5a36dedd4bea2543f6a1b3c9" },
  head: { label: "working tree" },
} as const;

const EMPTY = { withheld: [], risks: [], images: [], order: [], changes: [], notes: [] };

/** Nothing differs. */
export const SAME: DiffReport = { ...SIDES, ...EMPTY, verdict: "none", environments: [environment("clusters/ha")] };

const server = { key: { name: "server" } };
const containers = ["spec", "template", "spec", "containers", server] as const;
const waveKey = ["metadata", "annotations", "argocd.argoproj.io/sync-wave"] as const;

const NAMES = ["dev", "single-node", "eu-1", "eu-2", "eu-3", "us-1", "us-2", "ap-1", "edge-1"] as const;

const STATES: Readonly<Record<string, Partial<EnvironmentDifference>>> = {
  dev: { state: "changed", counts: { changed: 3, added: 0, removed: 0 } },
  "single-node": { state: "withheld", objects: { before: 41 } },
  "us-2": { state: "removed", objects: { before: 57 } },
  "ap-1": { state: "added", objects: { after: 58 } },
  "edge-1": { state: "unchanged" },
};

const SETTINGS = (level: string, extra: string, limit: number) => `# Read when the server starts
log:
  level: ${level}
  format: json
listen:
  address: ":8443"
  tls:
    minVersion: "1.3"
rateLimit:
  backend: postgres
  perMinute: ${limit}
database:
  maxOpen: 40
  maxIdle: 10
  maxLifetime: 30m
retention:
  audit: 365d
  jobs: 30d
${extra}scheduler:
  interval: 1m
  jitter: 10s
`;

const SCRIPT_BEFORE = `#!/bin/sh
set -eu

# Waits until the database answers.
host=\${DB_HOST:-certctl-postgres}
port=\${DB_PORT:-5432}

tries=0
until nc -z "$host" "$port"; do
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    echo "the database did not answer" >&2
    exit 1
  fi
  sleep 2
done

echo "the database answers"

# What comes next needs the schema.
certctl-server migrate --wait
certctl-server migrate --check
`;

const SCRIPT_AFTER = SCRIPT_BEFORE.replace("-ge 30", "-ge 90")
  .replace("sleep 2", "sleep 1")
  .replace("migrate --wait\n", "migrate --wait --timeout 5m\n");

const NETWORK_POLICY: JsonValue = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "certctl-server-metrics", namespace: "certctl", labels: { "app.kubernetes.io/name": "certctl" } },
  spec: {
    podSelector: { matchLabels: { "app.kubernetes.io/component": "server" } },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
        ports: [{ port: 9090, protocol: "TCP" }],
      },
    ],
  },
};

const HA = [2, 3, 4, 5];

const CHANGES: readonly Change[] = [
  changed(
    "c1",
    "Deployment.apps",
    "certctl-server",
    [
      {
        kind: "changed",
        path: [...containers, "image"],
        before: "ghcr.io/certctl-io/certctl-server:v2.1.7@sha256:6f1ed002ab5595859014ebf0951522d9",
        after: "ghcr.io/certctl-io/certctl-server:v2.1.8@sha256:1c0a8f7d3be1fdcb8a9b2d6b2b0b9a44",
        source: { file: "overlays/ha/server/kustomization.yaml", line: 31 },
      },
      {
        kind: "changed",
        path: ["spec", "replicas"],
        before: 2,
        after: 3,
        source: { file: "clusters/eu-1/server/replicas.yaml", line: 6, setting: "clusters[0].server.replicas" },
      },
      {
        kind: "added",
        path: [...containers, "env", { key: { name: "CERTCTL_RATE_LIMIT_BACKEND" } }],
        after: { name: "CERTCTL_RATE_LIMIT_BACKEND", value: "postgres" },
        position: { after: { name: "CERTCTL_DATABASE_URL" } },
        source: { file: "overlays/ha/server/rate-limit.yaml", line: 12 },
      },
      {
        kind: "changed",
        path: [...containers, "env", { key: { name: "CERTCTL_API_TOKEN" } }, "value"],
        before: "<redacted>",
        after: "<redacted>",
        redacted: true,
        source: { file: "overlays/ha/server/token.yaml", line: 4 },
      },
      {
        kind: "changed",
        path: [...containers, "args", { before: 3, after: 4 }],
        before: "postgres://certctl:<redacted>@certctl-postgres:5432/certctl?sslmode=disable",
        after: "postgres://certctl:<redacted>@certctl-postgres:5432/certctl?sslmode=verify-full",
        redacted: true,
      },
      {
        kind: "moved",
        path: ["spec", "template", "spec", "initContainers"],
        items: ["wait-for-database", "migrate", "copy-trust", "warm-up"],
        order: [0, 2, 1, 3],
        source: { file: "base/server/deployment.yaml", line: 40 },
      },
      {
        kind: "changed",
        path: ["spec", "template", "spec", "volumes", { key: { name: "settings" } }, "configMap", "name"],
        before: "certctl-server-settings-7d9f2k6mtg",
        after: "certctl-server-settings-b54hhc8fd2",
        follows: "generated-name",
      },
    ],
    { environments: HA, others: { count: 1, outliers: [8] } },
  ),
  changed(
    "c2",
    "ConfigMap",
    "certctl-server-settings",
    [
      {
        kind: "changed",
        path: ["data", "certctl.yaml"],
        before: SETTINGS("info", "", 600),
        after: SETTINGS(
          "debug",
          "hooks:\n  - url: https://hooks.example.com/certctl\n    on: [issued, revoked]\n",
          1200,
        ),
        inside: {
          format: "yaml",
          edits: [
            { kind: "changed", path: ["log", "level"], before: "info", after: "debug" },
            { kind: "changed", path: ["rateLimit", "perMinute"], before: 600, after: 1200 },
            {
              kind: "added",
              path: ["hooks"],
              after: [{ url: "https://hooks.example.com/certctl", on: ["issued", "revoked"] }],
            },
          ],
        },
        source: { file: "base/server/certctl.yaml", line: 2 },
      },
      {
        kind: "changed",
        path: ["data", "wait.sh"],
        before: SCRIPT_BEFORE,
        after: SCRIPT_AFTER,
        source: { file: "base/server/wait.sh", line: 1 },
      },
    ],
    {
      before: object("ConfigMap", "certctl-server-settings-7d9f2k6mtg"),
      after: object("ConfigMap", "certctl-server-settings-b54hhc8fd2"),
      renamed: "generated",
      environments: [0, ...HA],
    },
  ),
  changed(
    "c3",
    "Ingress.networking.k8s.io",
    "certctl",
    [
      {
        kind: "changed",
        path: ["spec", "rules", { before: 0, after: 0 }, "host"],
        before: "certctl.<cluster>.example.com",
        after: "certctl.<cluster>.platform.example.com",
        source: { file: "components/ingress/ingress.yaml", line: 9 },
      },
    ],
    { environments: HA, variables: { cluster: ["eu-1", "eu-2", "eu-3", "us-1"] } },
  ),
  changed(
    "c4",
    "Job.batch",
    "certctl-migrate",
    [
      {
        kind: "changed",
        path: waveKey,
        before: "-10",
        after: "5",
        source: { file: "base/migrate/job.yaml", line: 8 },
      },
    ],
    { environments: [2, 3] },
  ),
  change("c5", {
    kind: "removed",
    before: object("StatefulSet.apps", "certctl-postgres"),
    environments: [5],
    manifest: {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "certctl-postgres", namespace: "certctl" },
      spec: {
        replicas: 1,
        serviceName: "certctl-postgres",
        template: {
          spec: {
            containers: [
              { name: "postgres", image: "postgres:16.4", env: [{ name: "POSTGRES_PASSWORD", value: "<redacted>" }] },
            ],
          },
        },
      },
    },
    redacted: ["/spec/template/spec/containers/0/env/0/value"],
    source: { file: "base/database/statefulset.yaml", line: 1 },
  }),
  change("c6", {
    kind: "added",
    after: object("NetworkPolicy.networking.k8s.io", "certctl-server-metrics"),
    environments: [0, ...HA],
    manifest: NETWORK_POLICY,
    source: { file: "base/server/network-policy-metrics.yaml", line: 1 },
  }),
  changed(
    "c7",
    "Deployment.apps",
    "certctl-server",
    [
      {
        kind: "changed",
        path: [...containers, "resources", "limits", "memory"],
        before: "256Mi",
        after: "512Mi",
        source: { file: "overlays/dev/server/kustomization.yaml", line: 17 },
      },
    ],
    { environments: [0] },
  ),
  changed(
    "c8",
    "CronJob.batch",
    "certctl-backup",
    [
      {
        kind: "changed",
        path: [
          "spec",
          "jobTemplate",
          "spec",
          "template",
          "spec",
          "volumes",
          { key: { name: "settings" } },
          "configMap",
          "name",
        ],
        before: "certctl-server-settings-7d9f2k6mtg",
        after: "certctl-server-settings-b54hhc8fd2",
        follows: "generated-name",
      },
    ],
    { environments: HA },
  ),
];

const RISKS: readonly Risk[] = [
  {
    rule: "stateful-set-removed",
    level: "danger",
    message:
      "The StatefulSet certctl-postgres is removed, and with it the database of certctl; its claims stay until somebody deletes them.",
    advice: "Move the data first, and point CERTCTL_DATABASE_URL at where it is.",
    resource: "StatefulSet.apps certctl/certctl-postgres",
    at: { file: "clusters/us-1/kustomization.yaml", line: 9 },
    changes: ["c5"],
    environments: [5],
  },
  {
    rule: "waves-inverted",
    level: "danger",
    message: "The migration now runs after the server starts: certctl-server refuses to boot on an older schema.",
    advice: "Keep the Job in a wave before that of Deployment certctl-server.",
    resource: "Job.batch certctl/certctl-migrate",
    at: { file: "base/migrate/job.yaml", line: 8 },
    changes: ["c4"],
    environments: [2, 3],
  },
  {
    rule: "replicas-share-nothing",
    level: "caution",
    message: "Three replicas count rate limits each on their own until the backend is postgres in all of them.",
    advice: "Roll out the backend before the replicas, or accept three times the limit meanwhile.",
    resource: "Deployment.apps certctl/certctl-server",
    at: { file: "clusters/eu-1/server/replicas.yaml", line: 6 },
    changes: ["c1", "c2"],
    environments: HA,
  },
];

/** A pull request with something of everything. */
export const RICH: DiffReport = {
  ...SIDES,
  verdict: "withheld",
  environments: NAMES.map((name) =>
    environment(`clusters/${name}`, STATES[name] ?? { state: "changed", counts: { changed: 5, added: 1, removed: 0 } }),
  ),
  withheld: [
    {
      side: "head",
      environment: 1,
      problems: [
        {
          rule: "build-missing-file",
          severity: "error",
          message: "The patch overlays/single-node/agent.yaml is not there.",
          fix: "Write the file, or take it from patches.",
          at: { file: "clusters/single-node/kustomization.yaml", line: 14, column: 5 },
        },
      ],
    },
  ],
  risks: RISKS,
  images: [
    {
      image: "ghcr.io/certctl-io/certctl-server",
      from: "v2.1.7",
      to: "v2.1.8",
      workloads: ["Deployment.apps certctl/certctl-server", "Job.batch certctl/certctl-migrate"],
      environments: HA,
    },
    { image: "postgres", from: "16.4", workloads: ["StatefulSet.apps certctl/certctl-postgres"], environments: [5] },
  ],
  order: [
    {
      resource: "Job.batch certctl/certctl-migrate",
      from: "wave -10",
      to: "wave 5",
      changes: ["c4"],
      environments: [2, 3],
    },
  ],
  changes: CHANGES,
  notes: [
    {
      rule: "diff-remote-base",
      severity: "info",
      message: "clusters/edge-1 takes a base from https://example.com/bases, which nobody fetched.",
      fix: "Keep the base in the repository.",
      at: { file: "clusters/edge-1/kustomization.yaml", line: 3 },
    },
  ],
};

const NAMESPACE = ["Namespace certctl"];
const DATABASE = ["StatefulSet.apps certctl/certctl-postgres", "Service certctl/certctl-postgres"];
const BASE_SERVER = [
  "Deployment.apps certctl/certctl-server",
  "Service certctl/certctl-server",
  "Ingress.networking.k8s.io certctl/certctl",
];
const ACCOUNTS = ["server", "agent", "postgres", "migrate", "backup", "reader", "metrics"].map(
  (name) => `ServiceAccount certctl/certctl-${name}`,
);

function lane(label: string, objects: readonly string[], gate = ""): Lane {
  return { label, objects, gate };
}

const ACCOUNT_LANE = lane("wave -30", [...NAMESPACE, ...ACCOUNTS]);
const DATABASE_LANE = lane("wave -20", DATABASE, "StatefulSet certctl-postgres is ready");
const AGENT_LANE = lane("wave 10", ["DaemonSet.apps certctl/certctl-agent"]);
const MIGRATION = ["Job.batch certctl/certctl-migrate"];
const POLICY = "NetworkPolicy.networking.k8s.io certctl/certctl-server-metrics";

export const LANES: readonly LaneGroup[] = [
  {
    environments: ["clusters/eu-1", "clusters/eu-2"],
    before: [
      ACCOUNT_LANE,
      DATABASE_LANE,
      lane("wave -10", MIGRATION, "Job certctl-migrate is complete"),
      lane("wave 0", BASE_SERVER, "Deployment certctl-server is available"),
      AGENT_LANE,
    ],
    after: [
      ACCOUNT_LANE,
      DATABASE_LANE,
      lane("wave 0", [...BASE_SERVER, POLICY], "Deployment certctl-server is available"),
      lane("wave 5", MIGRATION, "Job certctl-migrate is complete"),
      AGENT_LANE,
    ],
  },
  { environments: ["clusters/dev"], before: [lane("wave 0", BASE_SERVER)], after: [lane("wave 0", BASE_SERVER)] },
];

const padded = (index: number) => String(index).padStart(4, "0");

/** So many clusters that all get the same new image, but a few. */
export function fleet(clusters: number): DiffReport {
  const outliers = [7, 70, 700].filter((index) => index < clusters);
  const all = Array.from({ length: clusters }, (_, index) => index);
  const environments = all.filter((index) => !outliers.includes(index));
  const image = ["spec", "template", "spec", "containers", server, "image"];
  return {
    ...SIDES,
    ...EMPTY,
    verdict: "routine",
    environments: all.map((index) =>
      environment(
        `clusters/cluster-${padded(index)}`,
        outliers.includes(index) ? {} : { state: "changed", counts: { ...NO_COUNTS, changed: 1 } },
      ),
    ),
    images: [
      {
        image: "ghcr.io/certctl-io/certctl-server",
        from: "v2.1.7",
        to: "v2.1.8",
        workloads: ["Deployment.apps certctl/certctl-server"],
        environments,
      },
    ],
    changes: [
      changed(
        "c1",
        "Deployment.apps",
        "certctl-server",
        [
          {
            kind: "changed",
            path: image,
            before: "ghcr.io/certctl-io/certctl-server:v2.1.7",
            after: "ghcr.io/certctl-io/certctl-server:v2.1.8",
            source: { file: "base/server/kustomization.yaml", line: 12 },
          },
          {
            kind: "changed",
            path: ["spec", "template", "metadata", "labels", "cluster"],
            before: "<cluster>",
            after: "fleet-<cluster>",
          },
        ],
        {
          environments,
          variables: { cluster: environments.map((index) => `cluster-${padded(index)}`) },
          others: { count: outliers.length, outliers },
        },
      ),
    ],
  };
}

/** So many clusters, each with a change that no other has. */
export function scattered(clusters: number): DiffReport {
  const all = Array.from({ length: clusters }, (_, index) => index);
  return {
    ...SIDES,
    ...EMPTY,
    verdict: "review",
    environments: all.map((index) =>
      environment(`clusters/cluster-${padded(index)}`, { state: "changed", counts: { ...NO_COUNTS, changed: 1 } }),
    ),
    changes: all.map((index) =>
      changed(
        `c${index + 1}`,
        "ConfigMap",
        `settings-${padded(index)}`,
        [
          {
            kind: "changed",
            path: ["data", "certctl.yaml"],
            before: SETTINGS("info", "", 600),
            after: SETTINGS("warn", "", 600 + index),
          },
          { kind: "changed", path: ["data", "limit"], before: "600", after: String(600 + index) },
        ],
        { environments: [index] },
      ),
    ),
  };
}

/** What is known to get out of a page, or to make it lie. */
export const HOSTILE_TEXTS = [
  "</script><script>window.owned = true</script>",
  "<!--<script>",
  "-->]]>",
  "</details></summary></table>",
  '"><img src="https://example.com/x.png" onerror="window.owned = true">',
  "<img src=x onerror=window.owned=true>",
  "javascript:window.owned=true",
  "\u001b[31mred\u001b[0m\u0007",
  "evil\u202etxt.exe\u2066",
  "zero\u200bwidth\ufeff",
  "\u2028line\u2029end",
  "half \ud800 of one",
  "__proto__",
  "${window.owned = true}",
  "tab\tand\r\nbreaks",
  "| a | b |\n::error::no",
  "a'b\"c&amp;d<redacted>",
] as const;

/** The text everywhere where a text can be. */
export function hostile(text: string): DiffReport {
  const id = { group: text, kind: text, namespace: text, name: text };
  const at = { file: text, line: 1, path: text, resource: text, pointer: text, setting: text };
  const finding = { rule: text, severity: "error", message: text, fix: text, at } as const;
  const everyEdit: readonly Edit[] = [
    { kind: "changed", path: [text, { key: { [text]: text } }], before: text, after: `${text} and more`, source: at },
    { kind: "added", path: [text], after: { [text]: [text, { [text]: text }] }, position: { after: { [text]: text } } },
    { kind: "removed", path: [], before: `${text}\n${text}\n` },
    { kind: "moved", path: ["list"], items: [text, "b", `${text}2`], order: [2, 0, 1] },
    {
      kind: "changed",
      path: ["inside"],
      before: text,
      after: "b",
      inside: { format: "json", edits: [{ kind: "changed", path: [text], before: text, after: "b" }] },
      redacted: true,
    },
  ];
  return {
    base: { label: text, commit: text },
    head: { label: text },
    verdict: "danger",
    environments: [
      environment(text, { state: "changed" }),
      environment(`${text}2`, { state: "added" }),
      environment(`${text}3`, { state: "withheld" }),
    ],
    withheld: [{ side: "base", environment: 2, problems: [finding] }],
    risks: [
      {
        rule: text,
        level: "danger",
        message: text,
        advice: text,
        resource: text,
        at,
        changes: ["c1", text],
        environments: [0],
      },
    ],
    images: [{ image: text, from: text, to: text, workloads: [text], environments: [0] }],
    order: [{ resource: text, from: text, to: text, changes: ["c1"], environments: [0] }],
    changes: [
      change("c1", {
        before: id,
        after: { ...id, name: `${text}-new` },
        renamed: "similar",
        edits: everyEdit,
        variables: { [text]: [text] },
        others: { count: 1, outliers: [1] },
      }),
      change("c2", { kind: "added", after: id, manifest: { [text]: text }, redacted: [text], source: at }),
    ],
    notes: [finding],
  };
}

export function hostileLanes(text: string): readonly LaneGroup[] {
  const one: Lane = { label: text, objects: [text], gate: text };
  return [{ environments: [text], before: [one], after: [{ ...one, label: `${text}2` }] }];
}
