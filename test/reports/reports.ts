/** Reports to render: one as a fleet gets it, one without findings, and one of which every text is hostile. */
import type { Severity } from "../../src/model/finding.ts";
import type { Report, ReportedFinding, RuleInfo } from "../../src/model/report.ts";
import { PLAIN } from "../../src/reports/colors.ts";
import type { Rendering } from "../../src/reports/render.ts";

export const RULES: readonly RuleInfo[] = [
  { name: "run-as-non-root", id: "DEPL-003", title: "Containers run as another user than root." },
  { name: "image-digest", id: "DEPL-011", title: "Images are pinned by digest." },
  { name: "replicas-and-budget", title: "A disruption budget leaves at least one replica that may go." },
];

export const RENDERING: Rendering = { colors: PLAIN, rules: RULES, version: "1.2.3", failing: ["error"] };

const SERVER = "Deployment.apps certctl/certctl-server";
const EDGES = Array.from({ length: 21 }, (_, index) => `edge-${index + 1}`);

export function found(rule: string, severity: Severity, rest: Partial<ReportedFinding> = {}): ReportedFinding {
  const message = `something is wrong with ${rule}`;
  return { rule, severity, message, fix: "Put it right.", at: { file: "a.yaml" }, environments: ["dev"], ...rest };
}

export const FLEET: Report = {
  environments: ["dev", "eu-1", "ha", ...EDGES],
  objects: 571,
  unchecked: [
    { apiVersion: "example.com/v1", kind: "Foo", objects: 3 },
    { apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", objects: 1 },
  ],
  findings: [
    found("run-as-non-root", "error", {
      message: "container certctl-server may run as root: runAsNonRoot is not set, for the pod or for the container",
      fix: "Set securityContext.runAsNonRoot: true for the pod.",
      at: {
        file: "out/base/server/deployment.yaml",
        line: 31,
        column: 9,
        resource: SERVER,
        pointer: "/spec/template/spec/containers/0/securityContext",
      },
      environments: ["dev", "eu-1", "ha", ...EDGES],
    }),
    found("replicas-and-budget", "error", {
      message: "the disruption budget certctl-server asks for 2 pods and there are 2 replicas: no node can be drained",
      fix: "Set minAvailable: 1, or one replica more.",
      at: {
        file: "out/clusters/ha/server/budget.yaml",
        line: 8,
        column: 17,
        resource: "PodDisruptionBudget.policy certctl/certctl-server",
        pointer: "/spec/minAvailable",
        setting: "server.replicas",
      },
      environments: ["ha"],
    }),
    found("image-digest", "warning", {
      message: "image ghcr.io/certctl/server:v2.2.1 has no digest, so what it names can change",
      fix: "Write it as name:tag@sha256:...",
      at: {
        file: "out/base/server/deployment.yaml",
        line: 24,
        column: 18,
        resource: SERVER,
        pointer: "/spec/template/spec/containers/0/image",
        setting: "certctl.images.server.digest",
      },
      environments: EDGES,
    }),
    found("image-digest", "info", {
      message: "image postgres:17 is taken from a registry that limits how often it's pulled",
      fix: "Mirror it.",
      at: { file: "out/base/database/stateful-set.yaml", document: 2, resource: "StatefulSet.apps certctl/db" },
      environments: ["dev", "eu-1"],
    }),
  ],
  suppressed: [
    {
      ...found("run-as-non-root", "error", {
        message: "container setup runs as root",
        fix: "Set runAsNonRoot.",
        at: { file: "own/setup.yaml", line: 12, column: 7, resource: "Job.batch certctl/setup", pointer: "/spec" },
        environments: ["ha"],
      }),
      reason: "it changes the owner of a volume",
    },
  ],
};

export const CLEAN: Report = {
  environments: ["dev", "eu-1", "ha"],
  objects: 57,
  unchecked: [],
  findings: [],
  suppressed: [],
};

/** Each tries to get out of some format: markup, log commands, terminals, the direction of text, half characters. */
export const HOSTILE = [
  "</details><script>alert(1)</script>",
  "]]><failure/>",
  '"/><x y="',
  "&amp;&#27;%0A::error::",
  "::error::escaped",
  "a\n::error file=b::escaped",
  "a\r\n  ::add-mask::escaped",
  "##[error]escaped",
  "##vso[task.setvariable variable=a]escaped",
  "##teamcity[buildStop]",
  "a,line=1::b:c",
  "\u001b[31mred\u001b]0;title\u0007\u009b2J\u007f",
  "\u202egnp.exe\u2066\u200f\u2028",
  "\ud800 half \udfff",
  "\u0000\ufffe\uffff\ufeff",
  "[click](https://example.com)",
  '${{ secrets.KEY }} $(id) `id` %s {0} \\" \\u0041',
] as const;

/** Every field of every part is the text. */
export function hostileReport(text: string): Report {
  const at = { file: text, line: 1, column: 2, path: text, resource: text, pointer: text, setting: text };
  const finding: ReportedFinding = {
    rule: text,
    severity: "error",
    message: text,
    fix: text,
    at,
    environments: [text, `${text}2`],
  };
  return {
    environments: [text, `${text}2`, "dev"],
    objects: 1,
    unchecked: [{ apiVersion: text, kind: text, objects: 1 }],
    findings: [
      finding,
      { ...finding, severity: "warning", accepted: text },
      { ...finding, severity: "info", at: { path: text } },
    ],
    suppressed: [{ ...finding, reason: text }],
  };
}
