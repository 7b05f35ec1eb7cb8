/** Differences to render: one that has everything, empty and routine ones, fleets, and one of which every text is hostile. */
import type {
  Change,
  DiffReport,
  Edit,
  EnvironmentDifference,
  EnvironmentState,
  Risk,
  Step,
} from "../../../src/model/difference.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { ResourceId } from "../../../src/model/manifest.ts";

export const SERVER: ResourceId = { group: "apps", kind: "Deployment", namespace: "certctl", name: "certctl-server" };
const CONFIG: ResourceId = { group: "", kind: "ConfigMap", namespace: "certctl", name: "certctl-config-58fbk2m7tt" };
const CONTAINER: readonly Step[] = ["spec", "template", "spec", "containers", { key: { name: "server" } }];

export function environment(
  name: string,
  state: EnvironmentState,
  rest: Partial<EnvironmentDifference> = {},
): EnvironmentDifference {
  const objects = { before: 57, after: 57 };
  const counts = { changed: state === "changed" ? 1 : 0, added: 0, removed: 0 };
  return { name, state, cluster: name.slice(name.lastIndexOf("/") + 1), objects, counts, ...rest };
}

export function change(id: string, rest: Partial<Change> = {}): Change {
  return {
    id,
    kind: "changed",
    ...("before" in rest || "after" in rest ? {} : { before: SERVER, after: SERVER }),
    edits: [],
    redacted: [],
    environments: [0],
    variables: {},
    others: { count: 0, outliers: [] },
    ...rest,
  };
}

const finding = (rule: string, message: string, rest: Partial<Finding> = {}): Finding => ({
  rule,
  severity: "error",
  message,
  fix: "Put it right.",
  at: { file: "clusters/broken/kustomization.yaml", line: 4, column: 3 },
  ...rest,
});

export const EMPTY: DiffReport = {
  base: { label: "main", commit: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d" },
  head: { label: "working tree" },
  verdict: "none",
  environments: [environment("clusters/dev", "unchanged"), environment("clusters/eu-1", "unchanged")],
  withheld: [],
  risks: [],
  images: [],
  order: [],
  changes: [],
  notes: [],
};

const IMAGE: Edit = {
  kind: "changed",
  path: [...CONTAINER, "image"],
  before: "ghcr.io/certctl-io/certctl-server:v2.1.7",
  after: "ghcr.io/certctl-io/certctl-server:v2.1.8",
  source: { file: "base/server/deployment.yaml", line: 31, column: 18 },
};

export const ROUTINE: DiffReport = {
  ...EMPTY,
  head: { label: "HEAD", commit: "ffee00112233445566778899aabbccddeeff0011" },
  verdict: "routine",
  environments: [environment("clusters/dev", "changed"), environment("clusters/eu-1", "changed")],
  images: [
    {
      image: "ghcr.io/certctl-io/certctl-server",
      from: "v2.1.7",
      to: "v2.1.8",
      workloads: ["Deployment.apps certctl/certctl-server"],
      environments: [0, 1],
    },
  ],
  changes: [change("c1", { edits: [IMAGE], environments: [0, 1] })],
};

const STATEFUL_SET: JsonObject = {
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "certctl-postgres", namespace: "certctl" },
  spec: {
    replicas: 1,
    template: { spec: { containers: [{ name: "postgres", image: "postgres:17.2-alpine" }] } },
  },
};

const SECRET: JsonObject = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "certctl-auth", namespace: "certctl" },
  stringData: { "api-key": "<redacted>" },
};

/** Every kind of edit. */
export const EDITS: readonly Edit[] = [
  IMAGE,
  {
    kind: "changed",
    path: ["spec", "replicas"],
    before: 2,
    after: 3,
    source: { file: "clusters/dev/patch.yaml", line: 7 },
  },
  { kind: "changed", path: ["spec", "paused"], before: "true", after: true },
  { kind: "added", path: ["metadata", "annotations", "argocd.argoproj.io/sync-wave"], after: "3" },
  { kind: "removed", path: ["spec", "minReadySeconds"], before: 10 },
  {
    kind: "added",
    path: [...CONTAINER, "ports", { key: { containerPort: 9443, protocol: "TCP" } }],
    after: { containerPort: 9443, name: "metrics" },
    position: { after: { containerPort: 8443, protocol: "TCP" } },
  },
  { kind: "changed", path: [...CONTAINER, "args", { before: 1, after: 2 }], before: "--slow", after: "--fast" },
  { kind: "moved", path: [...CONTAINER, "env"], items: ["A", "B", "C"], order: [2, 0, 1] },
  {
    kind: "changed",
    path: [...CONTAINER, "env", { key: { name: "POSTGRES_PASSWORD" } }, "value"],
    before: "<redacted>",
    after: "<redacted>",
    redacted: true,
  },
  {
    kind: "changed",
    path: [...CONTAINER, "env", { key: { name: "DATABASE_URL" } }, "value"],
    before: "postgres://<redacted>@old/certctl",
    after: "postgres://<redacted>@new/certctl",
    redacted: true,
  },
  { kind: "changed", path: ["spec", "template", "spec", "nodeSelector"], before: { disk: "ssd" }, after: [] },
  {
    kind: "changed",
    path: ["metadata", "annotations", "checksum/config"],
    before: "58fb",
    after: "9c2d",
    follows: "generated-name",
  },
  {
    kind: "changed",
    path: ["metadata", "labels", "helm.sh/chart"],
    before: "a-1",
    after: "a-2",
    follows: "chart-version",
  },
];

const SCRIPT = Array.from({ length: 20 }, (_, n) => `step ${n + 1}\n`).join("");

export const EVERYTHING: DiffReport = {
  ...EMPTY,
  verdict: "withheld",
  environments: [
    environment("clusters/broken", "withheld", { objects: { before: 57 } }),
    environment("clusters/dev", "changed", { counts: { changed: 3, added: 1, removed: 1 } }),
    environment("clusters/eu-1", "changed"),
    environment("clusters/eu-2", "unchanged", { was: "out/eu-2" }),
    environment("clusters/new", "added", { objects: { after: 61 } }),
    environment("clusters/old", "removed", { objects: { before: 57 } }),
  ],
  withheld: [
    { side: "head", environment: 0, problems: [finding("kustomize", "the file ../base is not there")] },
    { side: "base", problems: [finding("kustomize", "a generator is not known", { at: { path: "lost/" } })] },
  ],
  risks: [
    {
      rule: "environment-removed",
      level: "danger",
      message: "the environment is gone: with pruning, its 57 objects are deleted",
      advice: "Make sure that the cluster is meant to go.",
      resource: "",
      at: { file: "clusters/old/kustomization.yaml" },
      changes: [],
      environments: [5],
    },
    {
      rule: "stateful-set-removed",
      level: "danger",
      message: "the StatefulSet is deleted, and certctl has no database",
      advice: "Check that the database has moved.",
      resource: "StatefulSet.apps certctl/certctl-postgres",
      at: { file: "base/database/stateful-set.yaml", line: 1 },
      changes: ["c4"],
      environments: [1],
    },
    {
      rule: "rate-limit-memory",
      level: "caution",
      message: "each replica counts requests for itself",
      advice: "Keep the postgres backend.",
      resource: "ConfigMap certctl/certctl-config-58fbk2m7tt",
      at: { file: "base/server/config.yaml", line: 9, column: 5 },
      changes: ["c2"],
      environments: [1, 2],
    },
  ],
  images: [
    {
      image: "ghcr.io/certctl-io/certctl-server",
      from: "v2.1.7",
      to: "v2.1.8",
      workloads: ["Deployment.apps certctl/certctl-server", "Job.batch certctl/certctl-migrate"],
      environments: [1, 2],
    },
    {
      image: "postgres",
      from: "17.2-alpine",
      workloads: ["StatefulSet.apps certctl/certctl-postgres"],
      environments: [1],
    },
    { image: "busybox", to: "@sha256:0123abcd", workloads: ["Job.batch certctl/certctl-migrate"], environments: [2] },
  ],
  order: [
    {
      resource: "Deployment.apps certctl/certctl-server",
      from: "wave 2",
      to: "wave 3",
      changes: ["c1"],
      environments: [1],
    },
    {
      resource: "Job.batch certctl/certctl-migrate",
      from: "wave 1",
      to: "server: pre-install hook 0",
      changes: [],
      environments: [1, 2],
    },
  ],
  changes: [
    change("c1", { edits: EDITS, environments: [1, 2], others: { count: 1, outliers: [3] } }),
    change("c2", {
      before: { ...CONFIG, name: "certctl-config-2b7c9d8h5g" },
      after: CONFIG,
      renamed: "generated",
      environments: [1, 2],
      variables: { cluster: ["dev", "eu-1"], region: ["test", "europe"] },
      edits: [
        {
          kind: "changed",
          path: ["metadata", "name"],
          before: "certctl-config-2b7c9d8h5g",
          after: "certctl-config-58fbk2m7tt",
          follows: "generated-name",
        },
        {
          kind: "changed",
          path: ["data", "config.yaml"],
          before: "server: {port: 1}\n",
          after: "server: {port: 2}\nnew: <region>\n",
          inside: {
            format: "yaml",
            edits: [
              { kind: "changed", path: ["server", "port"], before: 1, after: 2 },
              { kind: "added", path: ["new"], after: "<region>" },
            ],
          },
          source: { file: "base/server/config.yaml", line: 9 },
        },
        {
          kind: "changed",
          path: ["data", "limits.json"],
          before: "{}",
          after: "{ }",
          inside: { format: "json", edits: [] },
        },
        {
          kind: "changed",
          path: ["data", "run.sh"],
          before: SCRIPT,
          after: SCRIPT.replace("step 10\n", "step ten\n").replace("step 20\n", "step 20"),
        },
      ],
    }),
    change("c3", {
      kind: "added",
      after: { group: "", kind: "Secret", namespace: "certctl", name: "certctl-auth" },
      manifest: SECRET,
      redacted: ["/stringData/api-key"],
      source: { file: "base/server/secret.yaml", line: 1 },
      environments: [1],
    }),
    change("c4", {
      kind: "removed",
      before: { group: "apps", kind: "StatefulSet", namespace: "certctl", name: "certctl-postgres" },
      manifest: STATEFUL_SET,
      source: { file: "base/database/stateful-set.yaml", line: 1 },
      environments: [1],
      others: { count: 2, outliers: [] },
    }),
    change("c5", {
      before: { group: "", kind: "Service", namespace: "certctl", name: "server" },
      after: { group: "", kind: "Service", namespace: "certctl", name: "certctl-server" },
      renamed: "similar",
      environments: [1],
      edits: [{ kind: "changed", path: ["metadata", "name"], before: "server", after: "certctl-server" }],
    }),
  ],
  notes: [
    finding("remote-source", "the chart https://example.com/charts is not in this repository", {
      severity: "info",
      fix: "Vendor it.",
      at: { file: "apps/monitoring.yaml", line: 12 },
    }),
  ],
};

/** One line of the base changed, and every cluster but three follows. */
export function fleetOf(clusters: number): DiffReport {
  const names = Array.from({ length: clusters }, (_, n) => `clusters/edge-${String(n + 1).padStart(4, "0")}`);
  const outliers = clusters > 10 ? [3, 5, 7] : [];
  const changed = names.map((_, n) => n).filter((n) => !outliers.includes(n));
  return {
    ...ROUTINE,
    environments: names.map((name, n) => environment(name, outliers.includes(n) ? "unchanged" : "changed")),
    images: ROUTINE.images.map((image) => ({ ...image, environments: changed })),
    changes: [
      change("c1", {
        edits: [IMAGE],
        environments: changed,
        variables: { cluster: changed.map((n) => (names[n] as string).slice("clusters/".length)) },
        others: { count: outliers.length, outliers },
      }),
    ],
  };
}

/** As many changes that have nothing in common, each with a risk. */
export function manyChanges(n: number, environments = 40): DiffReport {
  const numbers = Array.from({ length: n }, (_, index) => index);
  const id = (index: number): ResourceId => ({
    group: "",
    kind: "ConfigMap",
    namespace: `team-${index % 7}`,
    name: `settings-${index}`,
  });
  const risk = (index: number): Risk => ({
    rule: "large-change",
    level: index % 3 === 0 ? "danger" : "caution",
    message: `what is in settings-${index} is read at the start, and nothing restarts its readers`,
    advice: "Restart them.",
    resource: `ConfigMap team-${index % 7}/settings-${index}`,
    at: { file: `teams/${index}.yaml`, line: index + 1 },
    changes: [`c${index + 1}`],
    environments: [index % environments],
  });
  return {
    ...EMPTY,
    verdict: "danger",
    environments: Array.from({ length: environments }, (_, index) => environment(`clusters/c${index}`, "changed")),
    risks: [
      ...numbers.map(risk).filter((r) => r.level === "danger"),
      ...numbers.map(risk).filter((r) => r.level === "caution"),
    ],
    images: numbers.map((index) => ({
      image: `registry.example.com/team/app-${index}`,
      from: `v${index}`,
      to: `v${index + 1}`,
      workloads: [`Deployment.apps team/app-${index}`],
      environments: [index % environments],
    })),
    order: numbers.map((index) => ({
      resource: `Job.batch team/job-${index}`,
      from: "wave 1",
      to: "wave 2",
      changes: [],
      environments: [index % environments],
    })),
    changes: numbers.map((index) =>
      change(`c${index + 1}`, {
        before: id(index),
        after: id(index),
        environments: [index % environments],
        edits: [
          {
            kind: "changed",
            path: ["data", "script"],
            before: SCRIPT,
            after: SCRIPT.replaceAll("step", `step of ${index}`),
          },
          { kind: "changed", path: ["data", "n"], before: `${index}`, after: `${index + 1}` },
        ],
      }),
    ),
  };
}

/** Each tries to get out of Markdown, HTML, a fence, a table, or to call for people and issues. */
export const HOSTILE_MARKDOWN = [
  "</code></pre></details></summary><img src=x onerror=alert(1)>",
  "<!-- certctl-gitops diff -->",
  "a | b \\| c `d` \\",
  "``` \n```\n</details>\n# heading\n| a |\n|---|",
  "~~~~~~~~\n> [!CAUTION]\n- [x] item",
  "`````````````````` <b>bold</b>",
  "@someone @org/team #123 org/repo#45 GH-6 me@example.com",
  "https://example.com www.example.com ftp://example.com ![i](https://example.com/x.png) [l]: https://example.com",
  "*a* _b_ **c** ~~d~~ $e$ [^1] &lt;b&gt; &#60;i>",
  "1. one\n2) two\n- three\n+ four\n    code\n===\n---",
  "",
  " ",
] as const;

/** Every text of every part is the text. */
export function hostileDiff(text: string): DiffReport {
  const id: ResourceId = { group: text, kind: text, namespace: text, name: text };
  const at = { file: text, line: 1, column: 2, path: text, resource: text, pointer: text, setting: text };
  const problem: Finding = { rule: text, severity: "error", message: text, fix: text, at };
  const steps: readonly Step[] = [text, { key: { [text]: text } }, { before: 1, after: 2 }];
  const lines = `${text}\nsame\n${text}`;
  const edits: readonly Edit[] = [
    { kind: "changed", path: steps, before: text, after: `${text}2`, source: at },
    { kind: "changed", path: steps, before: lines, after: `${lines}\nmore`, source: at },
    { kind: "changed", path: steps, before: text, after: text, redacted: true },
    { kind: "added", path: steps, after: { [text]: text, list: [text, lines] }, position: { after: { [text]: text } } },
    { kind: "removed", path: [text], before: text },
    { kind: "moved", path: steps, items: [text, `${text}2`], order: [1, 0] },
    {
      kind: "changed",
      path: steps,
      before: lines,
      after: text,
      inside: { format: "yaml", edits: [{ kind: "changed", path: steps, before: text, after: lines }] },
    },
  ];
  const risk: Risk = {
    rule: text,
    level: "danger",
    message: text,
    advice: text,
    resource: text,
    at,
    changes: ["c1"],
    environments: [0, 1],
  };
  return {
    base: { label: text, commit: text },
    head: { label: text },
    verdict: "withheld",
    environments: [
      environment(text, "changed", { cluster: text }),
      environment(`${text}2`, "added", { objects: { after: 1 } }),
      environment(`${text}3`, "removed"),
      environment(`${text}4`, "withheld"),
      environment(`${text}5`, "unchanged"),
    ],
    withheld: [{ side: "head", environment: 3, problems: [problem] }],
    risks: [risk, { ...risk, level: "caution", resource: "" }],
    images: [{ image: text, from: text, to: text, workloads: [text, text], environments: [0] }],
    order: [{ resource: text, from: text, to: text, changes: [], environments: [0, 1] }],
    changes: [
      change("c1", {
        before: id,
        after: { ...id, name: `${text}2` },
        renamed: "similar",
        edits,
        environments: [0],
        variables: { [text]: [`${text}9`] },
        others: { count: 1, outliers: [4] },
      }),
      change("c2", { kind: "added", after: id, manifest: { [text]: [text, lines] }, source: at }),
      change("c3", { kind: "removed", before: id, manifest: lines, redacted: [text], source: at }),
    ],
    notes: [problem],
  };
}
