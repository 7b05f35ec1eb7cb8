import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { wavesJson } from "../../../src/reports/waves/json.ts";
import { wavesMarkdown } from "../../../src/reports/waves/markdown.ts";
import { wavesMermaid } from "../../../src/reports/waves/mermaid.ts";
import { HOSTILE } from "../reports.ts";
import { ARGOCD, FLUX, hostileOrder, UNORDERED } from "./orders.ts";

const ALL = [ARGOCD, FLUX, UNORDERED];

describe("waves -o json", () => {
  const schema = JSON.parse(
    readFileSync(new URL("../../../schemas/waves-report.schema.json", import.meta.url), "utf8"),
  ) as object;
  const valid = new Ajv({ allErrors: true, strict: true }).compile(schema);

  it.each([
    ["every field", ALL],
    ["nothing", []],
    ["hostile texts", HOSTILE.map(hostileOrder)],
  ])("is as the schema says: %s", (_name, orders) => {
    valid(JSON.parse(wavesJson(orders)));
    expect(valid.errors).toBe(null);
  });
  it("is described whole: the schema takes nothing more", () => {
    const report = JSON.parse(wavesJson(ALL));
    const delivery = report.orders[1].deliveries[1];
    const parts = [report, report.orders[0], delivery, delivery.by, delivery.after[0], delivery.after[3].lockStep];
    const step = delivery.steps[0];
    for (const part of [...parts, step, step.objects[0], step.gate, step.gate.awaits[0]]) {
      part.extra = 1;
      expect(valid(report)).toBe(false);
      delete part.extra;
    }
    expect(valid(report)).toBe(true);
  });
  it("says all that there is", () => {
    expect(JSON.parse(wavesJson(ALL))).toEqual({
      apiVersion: "certctl-gitops/v1alpha1",
      orders: JSON.parse(JSON.stringify(ALL)),
    });
  });
});

describe("waves -o mermaid", () => {
  it("is a flowchart with the gates at its arrows", () => {
    expect(wavesMermaid([ARGOCD, FLUX])).toBe(`\
flowchart TD
  subgraph e0["2 environments#58; argocd/eu-1, argocd/us-1"]
    subgraph e0d0["Application argocd/certctl, namespace certctl, synced by hand"]
      e0d0s0["wave -40<br/>NetworkPolicy a-long-name-of-a-policy, another-long-name-of-a-policy"]
      e0d0s1["wave -30<br/>StatefulSet database<br/>Job migrate (hook)"]
      e0d0s2["wave 10<br/>DaemonSet agents/agent"]
      e0d0s0 --> e0d0s1
      e0d0s1 -->|"StatefulSet ready<br/>Job complete, at most 1h30m30s"| e0d0s2
    end
  end
  subgraph e1["flux/eu-1"]
    subgraph e1d0["Kustomization flux-system/sync"]
      e1d0s0["nothing that was read"]
    end
    subgraph e1d1["HelmRelease flux-system/data, namespace certctl, suspended"]
      e1d1s0["manifests<br/>StatefulSet database, cache"]
      e1d1s1["post-install/post-upgrade hook weight 5<br/>Job migrate (hook)"]
      e1d1s0 -->|"StatefulSet database ready<br/>within 10m<br/>not awaited#58; StatefulSet cache"| e1d1s1
    end
    e1d0 -->|"Kustomization flux-system/sync ready, at the same revision"| e1d1
    e1d0 -->|"Kustomization flux-system/sync applied (it waits for nothing)"| e1d1
    e1d1x2["HelmRelease flux-system/lost (not among what was read) ready"]
    e1d1x2 --> e1d1
    e1d0 -->|"Kustomization flux-system/sync ready, with chart 1.2.3"| e1d1
    e1d0 -->|"Kustomization flux-system/sync, when its readyExpr holds"| e1d1
    e1d1x5["Application argocd/a healthy"]
    e1d1x5 --> e1d1
    e1d1x6["Application argocd/b healthy"]
    e1d1x6 --> e1d1
    e1d0 -.->|applies| e1d1
  end
`);
  });
  it("has one box for the many Applications of a wave, and their names in the text", () => {
    const [flux] = FLUX.deliveries.slice(1);
    if (flux === undefined) throw new Error("no delivery");
    const after = Array.from({ length: 12 }, (_, index) => ({
      on: { group: "argoproj.io", kind: "Application", namespace: "", name: `a${index}` },
      isKnown: true,
      how: "wave" as const,
      until: "applied" as const,
    }));
    const order = { ...FLUX, deliveries: [{ ...flux, after }] };
    const names = "a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, ... and 2 more";
    const told = `Application ${names} applied, not awaited#58; Argo CD is not told its health`;
    const chart = wavesMermaid([order]).split("\n");
    expect(chart.filter((line) => line.includes("e0d0w"))).toEqual([`    e0d0w["${told}"]`, "    e0d0w --> e0d0"]);
    expect(chart.filter((line) => line.includes("e0d0x"))).toEqual([]);
  });
  it.each(HOSTILE)("has labels of plain characters and numbers only: %j", (text) => {
    const chart = wavesMermaid([hostileOrder(text)]);
    const labels = [...chart.matchAll(/"([^"\n]*)"/g)].map(([, label = ""]) => label.replaceAll("<br/>", ""));
    expect(labels).toHaveLength(7);
    expect(labels.filter((label) => !/^(?:[A-Za-z0-9 .,/()-]|#\d+;)*$/.test(label))).toEqual([]);
    const rest = chart.replaceAll(/"[^"\n]*"/g, '""');
    expect(rest).toMatch(/^(?:[A-Za-z0-9 \n]|\[""\]|-->|\|""\||\|applies\||-\.->)*$/);
  });
});

describe("waves -o markdown", () => {
  it("is a table for each delivery, and the flowchart", () => {
    expect(wavesMarkdown([ARGOCD])).toBe(`\
## 2 environments: argocd/eu-1, argocd/us-1

Names are those of argocd/eu-1.

### Application argocd/certctl, namespace certctl, synced by hand

- not in this order: Job cleanup: when it is deleted

| step | objects | goes on when |
| --- | --- | --- |
| wave -40 | NetworkPolicy a-long-name-of-a-policy, another-long-name-of-a-policy | applied |
| wave -30 | StatefulSet database<br>Job migrate (hook) | StatefulSet ready<br>Job complete, at most 1h30m30s |
| wave 10 | DaemonSet agents/agent | not awaited: DaemonSet |

<details><summary>As a flowchart</summary>

\`\`\`mermaid
${wavesMermaid([ARGOCD]).trimEnd()}
\`\`\`

</details>
`);
  });
  it.each([
    ...HOSTILE,
    "</details>",
    "a|b",
    "`",
    "```",
    "@team",
    "www.example.com",
    "https://example.com",
    "<!-- x",
    "[a](b)",
    "*a*_b_~c~",
  ])("is not taken over by %j", (text) => {
    const lines = wavesMarkdown([hostileOrder(text)]).split("\n");
    const table = lines.filter((line) => line.startsWith("|"));
    expect(table.map((line) => line.split("|").length)).toEqual(table.map(() => 5));
    const fences = lines.filter((line) => line.includes("`"));
    expect(fences).toEqual(["```mermaid", "```"]);
    const outside = lines.filter((line) => !line.startsWith("  ")).join("\n");
    expect(outside).not.toMatch(/[*_~[\]\\]|@(?!&#8203;)|www\.|https?:\/\/|<(?!\/?details>|\/?summary>|br>)/);
  });
});
