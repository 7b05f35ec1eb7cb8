import { describe, expect, it } from "vitest";
import type { DiffReport, Edit } from "../../../src/model/difference.ts";
import { COMMENT, diffMarkdown, diffMarker, STEP_SUMMARY } from "../../../src/reports/diff/markdown.ts";
import { HOSTILE } from "../reports.ts";
import { html, tags, textsOf } from "./html-tree.ts";
import {
  change,
  EMPTY,
  EVERYTHING,
  fleetOf,
  HOSTILE_MARKDOWN,
  hostileDiff,
  manyChanges,
  ROUTINE,
  SERVER,
} from "./reports.ts";

const MARKER = diffMarker();
const comment = (report: DiffReport) => diffMarkdown(report, { ...COMMENT, marker: MARKER });
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("a difference in Markdown", () => {
  it("says that there is none", () => {
    expect(comment(EMPTY)).toMatchInlineSnapshot(`
      "<!-- certctl-gitops diff -->
      ### No difference: 2 environments looked at

      nothing withheld

      From \`main (1a2b3c4)\` to \`working tree\`

      <sub>Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster. To see it again: \`certctl-gitops diff --base 1a2b3c4d5e6f\`</sub>
      "
    `);
  });
  it("is short where only an image moved", () => {
    expect(comment(ROUTINE)).toMatchInlineSnapshot(`
      "<!-- certctl-gitops diff -->
      ### Routine: 2 environments changed of 2

      1 object changed, 0 added, 0 removed · no risks found · nothing withheld

      From \`main (1a2b3c4)\` to \`HEAD (ffee001)\`

      #### Images

      | Image | From | To | Workloads | Where |
      | --- | --- | --- | --- | --- |
      | \`ghcr.io/certctl-io/certctl-server\` | \`v2.1.7\` | \`v2.1.8\` | \`Deployment.apps certctl/certctl-server\` | in all 2 environments |

      #### Changes

      | Object | \`clusters/dev\` | \`clusters/eu-1\` |
      | --- | --- | --- |
      | \`Deployment.apps certctl/certctl-server\` | \`~\` | \`~\` |

      #### Details

      <details open><summary>~ <code>Deployment.apps certctl/certctl-server</code> in all 2 environments</summary>

      \`\`\`diff
      @@ spec.template.spec.containers[name=server].image @@ at base/server/deployment.yaml:31:18
      - ghcr.io/certctl-io/certctl-server:v2.1.7
      + ghcr.io/certctl-io/certctl-server:v2.1.8
      \`\`\`

      </details>

      <sub>Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster. To see it again: \`certctl-gitops diff --base 1a2b3c4d5e6f --head ffee00112233\`</sub>
      "
    `);
  });
  it("says what is wrong before what changed, with commands as such", () => {
    const problem = { rule: "charts-differ", severity: "error", message: "it differs", at: {} } as const;
    const notes = [{ ...problem, fix: "Run `certctl-gitops gen <x>`, and commit `a`</p>`." }];
    const shown = comment({ ...ROUTINE, notes });
    expect(shown).toContain(
      "> [!WARNING]\n> **Problems**\n>\n> - `charts-differ`: it differs. Run `certctl-gitops gen <x>`, and commit `a`&#60;/p>&#96;.\n\n#### Images",
    );
    expect(shown).not.toContain("#### Notes");
  });
  it("has everything, in the order of what counts", () => {
    expect(comment(EVERYTHING)).toMatchInlineSnapshot(`
      "<!-- certctl-gitops diff -->
      ### Incomplete: 2 environments changed, 1 added, 1 removed, of 6

      3 objects changed, 1 added, 1 removed · 2 dangers, 1 caution · 1 environment withheld

      From \`main (1a2b3c4)\` to \`working tree\`

      > [!CAUTION]
      > **Not rendered**, and nothing is said of the objects in it:
      >
      > - On the head side (working tree), clusters/broken: the file ../base is not there. Put it right. (\`clusters/broken/kustomization.yaml:4:3\`)
      > - On the base side (main (1a2b3c4)): a generator is not known. Put it right. (\`lost/\`)

      > [!CAUTION]
      > **Dangers**
      >
      > - \`environment-removed\`: the environment is gone: with pruning, its 57 objects are deleted. Make sure that the cluster is meant to go.<br>\`clusters/old/kustomization.yaml\` · in clusters/old
      > - \`StatefulSet.apps certctl/certctl-postgres\`: the StatefulSet is deleted, and certctl has no database. Check that the database has moved.<br>\`stateful-set-removed\` · \`base/database/stateful-set.yaml:1\` · in clusters/dev

      > [!WARNING]
      > **Cautions**
      >
      > - \`ConfigMap certctl/certctl-config-58fbk2m7tt\`: each replica counts requests for itself. Keep the postgres backend.<br>\`rate-limit-memory\` · \`base/server/config.yaml:9:5\` · in clusters/dev, clusters/eu-1

      #### Images

      | Image | From | To | Workloads | Where |
      | --- | --- | --- | --- | --- |
      | \`ghcr.io/certctl-io/certctl-server\` | \`v2.1.7\` | \`v2.1.8\` | \`Deployment.apps certctl/certctl-server\`, \`Job.batch certctl/certctl-migrate\` | in clusters/dev, clusters/eu-1 |
      | \`postgres\` | \`17.2-alpine\` | (gone) | \`StatefulSet.apps certctl/certctl-postgres\` | in clusters/dev |
      | \`busybox\` | (new) | \`@sha256:0123abcd\` | \`Job.batch certctl/certctl-migrate\` | in clusters/eu-1 |

      #### Order

      | Object | Applied | Where |
      | --- | --- | --- |
      | \`Deployment.apps certctl/certctl-server\` | wave 2 -> 3 | in clusters/dev |
      | \`Job.batch certctl/certctl-migrate\` | wave 1 -> server: pre-install hook 0 | in clusters/dev, clusters/eu-1 |

      #### Changes

      | Object | \`clusters/dev\` | \`clusters/eu-1\` |
      | --- | --- | --- |
      | \`Deployment.apps certctl/certctl-server\` | \`~\` | \`~\` |
      | \`ConfigMap certctl/certctl-config-58fbk2m7tt\` | \`~\` | \`~\` |
      | \`Secret certctl/certctl-auth\` | \`+\` | · |
      | \`StatefulSet.apps certctl/certctl-postgres\` | \`-\` | · |
      | \`Service certctl/certctl-server\` | \`~\` | · |

      #### Environments

      - \`!\` \`clusters/broken\` is withheld: nothing is said of it
      - \`-\` \`clusters/old\` is removed, 57 objects
      - \`+\` \`clusters/new\` is added, 61 objects
      - \`~\` \`clusters/eu-2\` was \`out/eu-2\`

      #### Details

      <details><summary>~ <code>Deployment.apps certctl/certctl-server</code> in clusters/dev, clusters/eu-1</summary>

      not in: clusters/eu-2 · 1 reference follows the new name · 1 field follows the chart's version

      \`\`\`diff
      @@ spec.template.spec.containers[name=server].image @@ at base/server/deployment.yaml:31:18
      - ghcr.io/certctl-io/certctl-server:v2.1.7
      + ghcr.io/certctl-io/certctl-server:v2.1.8
      @@ spec.replicas @@ at clusters/dev/patch.yaml:7
      - 2
      + 3
      @@ spec.paused @@
      - "true"
      + true
      @@ metadata.annotations["argocd.argoproj.io/sync-wave"] @@
      + "3"
      @@ spec.minReadySeconds @@
      - 10
      @@ spec.template.spec.containers[name=server].ports[containerPort=9443,protocol=TCP] @@ (after containerPort=8443,protocol=TCP)
      + containerPort: 9443
      + name: metrics
      @@ spec.template.spec.containers[name=server].args[1 -> 2] @@
      - --slow
      + --fast
      @@ spec.template.spec.containers[name=server].env @@ (order)
      - A, B, C
      + C, A, B
      @@ spec.template.spec.containers[name=server].env[name=POSTGRES_PASSWORD].value @@
      ! <redacted> changed
      @@ spec.template.spec.containers[name=server].env[name=DATABASE_URL].value @@ (and in parts that are secret)
      - postgres://<redacted>@old/certctl
      + postgres://<redacted>@new/certctl
      @@ spec.template.spec.nodeSelector @@
      - disk: ssd
      + []
      \`\`\`

      </details>

      <details><summary>~ <code>ConfigMap certctl/certctl-config-58fbk2m7tt</code> in clusters/dev, clusters/eu-1</summary>

      was certctl-config-2b7c9d8h5g: the name follows the content · &#60;region> is test, europe

      \`\`\`diff
      @@ data["config.yaml"] > server.port @@ at base/server/config.yaml:9
      - 1
      + 2
      @@ data["config.yaml"] > new @@ at base/server/config.yaml:9
      + <region>
      @@ data["limits.json"] @@ (only the layout of the JSON differs)
      @@ data["run.sh"] @@
        ... 6 lines the same
        step 7
        step 8
        step 9
      - step 10
      + step ten
        step 11
        step 12
        step 13
        ... 7 lines the same
      \\ no longer ends with a line break
      \`\`\`

      </details>

      <details><summary>+ <code>Secret certctl/certctl-auth</code> in clusters/dev</summary>

      data api-key · 7 lines · 1 value not shown, being secret · at base/server/secret.yaml:1

      \`\`\`diff
      + apiVersion: v1
      + kind: Secret
      + metadata:
      +   name: certctl-auth
      +   namespace: certctl
      + stringData:
      +   api-key: <redacted>
      \`\`\`

      </details>

      <details open><summary>- <code>StatefulSet.apps certctl/certctl-postgres</code> in clusters/dev <b>(danger)</b></summary>

      1 replica · image postgres:17.2-alpine · 12 lines · at base/database/stateful-set.yaml:1

      \`\`\`diff
      - apiVersion: apps/v1
      - kind: StatefulSet
      - metadata:
      -   name: certctl-postgres
      -   namespace: certctl
      - spec:
      -   replicas: 1
      -   template:
      -     spec:
      -       containers:
      -         - name: postgres
      -           image: postgres:17.2-alpine
      \`\`\`

      </details>

      <details><summary>~ <code>Service certctl/certctl-server</code> in clusters/dev</summary>

      was server: the contents are alike

      \`\`\`diff
      @@ metadata.name @@
      - server
      + certctl-server
      \`\`\`

      </details>

      #### Notes

      - \`remote-source\`: the chart https:&#8203;//example.com/charts is not in this repository. Vendor it. (\`apps/monitoring.yaml:12\`)

      <sub>Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster. To see it again: \`certctl-gitops diff --base 1a2b3c4d5e6f\`</sub>
      "
    `);
  });
  it("is read as it is meant: the blocks, their fences, and the tables", () => {
    const page = html(comment(EVERYTHING));
    const { opened, wrong } = tags(page);
    expect(wrong).toEqual([]);
    const many = (tag: string) => opened.filter((one) => one === tag).length;
    expect(["details", "details open", "summary", "pre", "table", "blockquote", "!--"].map(many)).toEqual([
      4, 1, 5, 5, 3, 3, 1,
    ]);
    expect(textsOf("summary", page)).toEqual([
      "~ Deployment.apps certctl/certctl-server in clusters/dev, clusters/eu-1",
      "~ ConfigMap certctl/certctl-config-58fbk2m7tt in clusters/dev, clusters/eu-1",
      "+ Secret certctl/certctl-auth in clusters/dev",
      "- StatefulSet.apps certctl/certctl-postgres in clusters/dev (danger)",
      "~ Service certctl/certctl-server in clusters/dev",
    ]);
    expect(textsOf("th", page).slice(-3)).toEqual(["Object", "clusters/dev", "clusters/eu-1"]);
  });
  it("has a marker of each job in its first line, or none", () => {
    expect(comment(EMPTY).split("\n")[0]).toBe("<!-- certctl-gitops diff -->");
    expect(diffMarker("eu-1.prod")).toBe("<!-- certctl-gitops diff eu-1.prod -->");
    expect(diffMarker("--><b>")).toBe("<!-- certctl-gitops diff ____b_ -->");
    expect(diffMarkdown(EMPTY, COMMENT)).toMatch(/^### No difference: /);
  });
  it("counts environments where there are more than fit beside each other", () => {
    const page = html(comment(manyChanges(9, 9)));
    expect(textsOf("th", page).slice(-4)).toEqual(["", "Object", "Where", ""]);
    expect(textsOf("th", html(comment(manyChanges(8, 8)))).slice(-2)).toEqual(["clusters/c6", "clusters/c7"]);
  });
});

describe("the size of a comment", () => {
  it.each([3, 1000])("is below 10 KB for one line of the base and %i clusters", (clusters) => {
    expect(bytes(comment(fleetOf(clusters)))).toBeLessThan(2_000);
  });
  it.each([
    ["a fleet", fleetOf(1000)],
    ["10 changes", manyChanges(10)],
    ["1000 changes", manyChanges(1000)],
    ["one big object", big("key: a ` value\n".repeat(20_000))],
    ["one big object in characters of two halves", big("\u{1f600}\n".repeat(60_000))],
    ["a line of 200,000 backticks", big(`a\n${"`".repeat(200_000)}\n`)],
    ["long hostile names", hostileDiff("</details>|`@a*\u202e".repeat(5000))],
  ])("is never above the limit, and nothing is cut open: %s", (_name, report) => {
    for (const limit of [10_000, 60_000]) {
      const text = diffMarkdown(report, { limit, marker: MARKER });
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(tags(html(text)).wrong).toEqual([]);
      expect(text).toMatch(/<\/sub>\n$/);
    }
    expect(bytes(diffMarkdown(report, STEP_SUMMARY))).toBeLessThanOrEqual(STEP_SUMMARY.limit);
  });
  it("says how much is left out, and where the rest is", () => {
    const report = manyChanges(1000);
    const whole = (text: string) => (text.match(/^<\/details>$/gm) ?? []).length;
    const link = "https://ci.example.com/runs/1?a=(b)";
    const text = diffMarkdown(report, { ...COMMENT, link });
    const [, details] = /details of (\d+) changes/.exec(text) ?? [];
    expect(Number(details) + whole(text)).toBe(1000);
    expect(text).toMatch(/^> Left out, being too long for this place: \d+ dangers, \d+ cautions, \d+ images, /m);
    expect(text).toContain("They are in [the whole report](https://ci.example.com/runs/1?a=%28b%29).\n");
    expect(comment(report)).toContain("`certctl-gitops diff` shows all of it.\n");
    expect(comment(fleetOf(1000))).not.toContain("Left out");
    // A step's summary has room for more.
    expect(whole(diffMarkdown(report, STEP_SUMMARY))).toBeGreaterThan(5 * whole(text));
  });
  it("keeps what counts more: verdict, failures, dangers; and the details of dangers before others", () => {
    const { risks, withheld } = EVERYTHING;
    const report = manyChanges(1000);
    const changes = report.changes.map((one, n) => (n === 999 ? { ...one, id: "c4" } : one));
    const text = diffMarkdown({ ...report, changes, withheld, risks }, COMMENT);
    expect(text).toContain("the file ../base is not there");
    expect(textsOf("summary", html(text)).at(-1)).toBe("~ ConfigMap team-5/settings-999 in clusters/c39 (danger)");
  });
  it("leaves nothing out where all of it fits, and cuts the longest where it doesn't", () => {
    const lines = (n: number) => Array.from({ length: n }, (_, index) => `line ${index}\n`).join("");
    const sizes = [4000, 10, 500, 900];
    const report = (n: number): DiffReport => ({
      ...ROUTINE,
      changes: sizes.map((size, index) => {
        const edits = [{ kind: "added", path: ["a"], after: lines(size === 4000 ? n : size) }] as const;
        return change(`c${index + 1}`, { edits });
      }),
    });
    const missing = (text: string) => [...text.matchAll(/^ {2}\.\.\. (\d+) more lines$/gm)].map(([, n]) => Number(n));
    expect(comment(report(3000))).not.toContain("Left out");
    const cut = comment(report(4000));
    expect(missing(cut)).toHaveLength(1);
    expect(cut.match(/^\+ line \d+$/gm)).toHaveLength(5410 - (missing(cut)[0] as number));
    expect(cut.length).toBeGreaterThan(55_000);
  });
  it("says how much of a long fence is missing", () => {
    const text = comment(big("a line\n".repeat(20_000)));
    const [, missing] = /^ {2}\.\.\. (\d+) more lines$/m.exec(text) ?? [];
    expect(Number(missing) + (text.match(/^\+ a line$/gm) ?? []).length).toBe(20_000);
    expect(text).toContain("> Left out, being too long for this place: some lines of 1 change. ");
  });
});

function big(value: string): DiffReport {
  const edits: readonly Edit[] = [{ kind: "added", path: ["data", "big"], after: value }];
  return { ...ROUTINE, changes: [change("c1", { before: SERVER, after: SERVER, edits })] };
}

describe("hostile texts in Markdown", () => {
  // Line breaks, and what an advice has between backticks, are the only tags that texts can ask for.
  const fixed = (tag: string): boolean => tag !== "br" && tag !== "code";
  const plain = tags(html(comment(hostileDiff("plain")))).opened.filter(fixed);

  it.each([...HOSTILE, ...HOSTILE_MARKDOWN].filter((text) => text.trim() !== ""))(
    "are nothing but text: %j",
    (text) => {
      const written = comment(hostileDiff(text));
      const { opened, wrong } = tags(html(written));
      expect(wrong).toEqual([]);
      expect(opened.filter(fixed)).toEqual(plain);
      expect(written.split("\n")[0]).toBe(MARKER);
    },
  );
  it.each(["", " ", "\n"])("have no tag of their own where they are empty: %j", (text) => {
    const { opened, wrong } = tags(html(comment(hostileDiff(text))));
    expect(wrong).toEqual([]);
    expect(opened.filter((tag) => !plain.includes(tag) && fixed(tag))).toEqual([]);
  });
  it("call for nobody, and link to nothing, outside of what is code", () => {
    const page = html(comment(hostileDiff(HOSTILE_MARKDOWN.join(" "))));
    const running = page.replaceAll(/<code[^>]*>[\s\S]*?<\/code>/g, "").replaceAll("&lt;", "<");
    expect(running).not.toMatch(/@\w|(?<!&)#\d|:\/\/|\bwww\.|\bGH-\d/);
    expect(page).not.toContain("<a ");
  });
  it("are shown as they are in a fence", () => {
    const text = "``` </details> @all #1 | <!-- ::error:: \u001b[31m\ttab";
    const edits: readonly Edit[] = [{ kind: "added", path: ["a"], after: `${text}\nsecond\n` }];
    const page = html(comment({ ...ROUTINE, changes: [change("c1", { edits })] }));
    expect(textsOf("pre", page)).toEqual([
      "@@ a @@\n+ ``` </details> @all #1 | <!-- ::error:: \\u001b[31m\ttab\n+ second\n",
    ]);
  });
  it("are the same bytes for the same report", () => {
    expect(comment(structuredClone(EVERYTHING))).toBe(comment(EVERYTHING));
  });
});
