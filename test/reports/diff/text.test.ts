import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { PLAIN } from "../../../src/reports/colors.ts";
import { diffText } from "../../../src/reports/diff/text.ts";
import { HOSTILE } from "../reports.ts";
import { change, EMPTY, EVERYTHING, fleetOf, HOSTILE_MARKDOWN, hostileDiff, manyChanges, ROUTINE } from "./reports.ts";

const text = (report = EVERYTHING, width = 100) => diffText(report, PLAIN, { width });
const ACTS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]|\p{Surrogate}/u;

describe("a difference in a terminal", () => {
  it("says that there is none", () => {
    expect(text(EMPTY)).toMatchInlineSnapshot(`
      "no difference: 2 environments looked at · nothing withheld
        base  main (1a2b3c4)
        head  working tree
      "
    `);
  });
  it("is short where only an image moved", () => {
    expect(text(ROUTINE)).toMatchInlineSnapshot(`
      "routine: 2 environments changed of 2 · 1 object changed, 0 added, 0 removed · no risks found · nothing withheld
        base  main (1a2b3c4)
        head  HEAD (ffee001)

      Images
        ghcr.io/certctl-io/certctl-server  v2.1.7 -> v2.1.8  in all 2 environments
          Deployment.apps certctl/certctl-server

      ~ Deployment.apps certctl/certctl-server   in all 2 environments
        ~ spec.template.spec.containers[name=server].image   at base/server/deployment.yaml:31:18
            - ghcr.io/certctl-io/certctl-server:v2.1.7
            + ghcr.io/certctl-io/certctl-server:v2.1.8

      Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster.
      "
    `);
  });
  it("says what is wrong before what changed, and what was not looked at behind it", () => {
    const note = { rule: "charts-differ", severity: "error", message: "it differs", fix: "Mend it.", at: {} } as const;
    const notes = [{ ...note, rule: "not-looked-at", severity: "info" } as const, note];
    const lines = text({ ...ROUTINE, notes }).split("\n");
    const order = ["error: it differs [charts-differ]", "Images", "info: it differs [not-looked-at]"];
    expect(lines.filter((one) => order.includes(one))).toEqual(order);
  });
  it("shows some of many notes, and all of them where it is asked for details", () => {
    const note = (n: number) => ({ rule: "a", severity: "info", message: `note ${n}`, fix: "", at: {} }) as const;
    const notes = Array.from({ length: 8 }, (_, n) => note(n));
    const shown = (details: boolean) =>
      diffText({ ...EMPTY, notes }, PLAIN, { width: 100, details }).match(/note \d|\.\.\. .*/g);
    expect(shown(false)).toEqual([
      ...["note 0", "note 1", "note 2", "note 3", "note 4"],
      "... and 3 more notes; --full shows all.",
    ]);
    expect(shown(true)).toEqual(notes.map(({ message }) => message));
  });
  it("puts the workloads of images below them, and everything below each other, where there is no room", () => {
    const images = (width: number): string =>
      text(EVERYTHING, width)
        .split("\n\n")
        .find((one) => one.startsWith("Images")) ?? "";
    expect(images(80)).toMatchInlineSnapshot(`
      "Images
        ghcr.io/certctl-io/certctl-server
          v2.1.7 -> v2.1.8
          Deployment.apps certctl/certctl-server, Job.batch certctl/certctl-migrate
          in clusters/dev, clusters/eu-1
        postgres
          gone, 17.2-alpine
          StatefulSet.apps certctl/certctl-postgres
          in clusters/dev
        busybox
          new, @sha256:0123abcd
          Job.batch certctl/certctl-migrate
          in clusters/eu-1"
    `);
    expect(images(40)).toMatchInlineSnapshot(`
      "Images
        ghcr.io/certctl-io/certctl-server
          v2.1.7 -> v2.1.8
          Deployment.apps
          certctl/certctl-server, Job.batch
          certctl/certctl-migrate
          in clusters/dev, clusters/eu-1
        postgres
          gone, 17.2-alpine
          StatefulSet.apps
          certctl/certctl-postgres
          in clusters/dev
        busybox
          new, @sha256:0123abcd
          Job.batch certctl/certctl-migrate
          in clusters/eu-1"
    `);
  });
  it("puts values beside each other where there is room", () => {
    const image =
      "  ~ spec.template.spec.containers[name=server].image: ghcr.io/certctl-io/certctl-server:v2.1.7 -> ghcr.io/certctl-io/certctl-server:v2.1.8   at base/server/deployment.yaml:31:18\n";
    expect(text(ROUTINE, 200)).toContain(image);
  });
  it("has everything, in the order of what counts", () => {
    expect(text()).toMatchInlineSnapshot(`
      "incomplete: 2 environments changed, 1 added, 1 removed, of 6 · 3 objects changed, 1 added, 1 removed · 2 dangers, 1 caution · 1 environment withheld
        base  main (1a2b3c4)
        head  working tree

      Not rendered: the head side (working tree), clusters/broken; nothing is said of its objects
      error: the file ../base is not there [kustomize]
        at   clusters/broken/kustomization.yaml:4:3
        fix  Put it right.

      Not rendered: the base side (main (1a2b3c4)); nothing is said of its objects
      error: a generator is not known [kustomize]
        at   lost/
        fix  Put it right.

      danger: the environment is gone: with pruning, its 57 objects are deleted [environment-removed]
        in   environment clusters/old
        at   clusters/old/kustomization.yaml
        do   Make sure that the cluster is meant to go.

      danger: the StatefulSet is deleted, and certctl has no database [stateful-set-removed]
        on   StatefulSet.apps certctl/certctl-postgres
        in   environment clusters/dev
        at   base/database/stateful-set.yaml:1
        do   Check that the database has moved.

      caution: each replica counts requests for itself [rate-limit-memory]
        on   ConfigMap certctl/certctl-config-58fbk2m7tt
        in   2 environments: clusters/dev, clusters/eu-1
        at   base/server/config.yaml:9:5
        do   Keep the postgres backend.

      Images
        ghcr.io/certctl-io/certctl-server  v2.1.7 -> v2.1.8       in clusters/dev, clusters/eu-1
          Deployment.apps certctl/certctl-server, Job.batch certctl/certctl-migrate
        postgres                           gone, 17.2-alpine      in clusters/dev
          StatefulSet.apps certctl/certctl-postgres
        busybox                            new, @sha256:0123abcd  in clusters/eu-1
          Job.batch certctl/certctl-migrate

      Order
        Deployment.apps certctl/certctl-server  wave 2 -> 3
          in clusters/dev
        Job.batch certctl/certctl-migrate       wave 1 -> server: pre-install hook 0
          in clusters/dev, clusters/eu-1

      Environments
        ! clusters/broken  withheld: nothing is said of it
        - clusters/old     removed, 57 objects
        + clusters/new     added, 61 objects
        ~ clusters/eu-2    was out/eu-2

      ~ Deployment.apps certctl/certctl-server   in clusters/dev, clusters/eu-1; not in: clusters/eu-2
        ~ spec.template.spec.containers[name=server].image   at base/server/deployment.yaml:31:18
            - ghcr.io/certctl-io/certctl-server:v2.1.7
            + ghcr.io/certctl-io/certctl-server:v2.1.8
        ~ spec.replicas: 2 -> 3   at clusters/dev/patch.yaml:7
        ~ spec.paused: "true" -> true
        + metadata.annotations["argocd.argoproj.io/sync-wave"]: "3"
        - spec.minReadySeconds: 10
        + spec.template.spec.containers[name=server].ports[containerPort=9443,protocol=TCP]   (after containerPort=8443,protocol=TCP)
            + containerPort: 9443
            + name: metrics
        ~ spec.template.spec.containers[name=server].args[1 -> 2]: --slow -> --fast
        ~ spec.template.spec.containers[name=server].env: A, B, C -> C, A, B   (order)
        ~ spec.template.spec.containers[name=server].env[name=POSTGRES_PASSWORD].value: <redacted> changed
        ~ spec.template.spec.containers[name=server].env[name=DATABASE_URL].value   (and in parts that are secret)
            - postgres://<redacted>@old/certctl
            + postgres://<redacted>@new/certctl
        ~ spec.template.spec.nodeSelector
            - disk: ssd
            + []
        1 reference follows the new name
        1 field follows the chart's version

      ~ ConfigMap certctl/certctl-config-58fbk2m7tt   in clusters/dev, clusters/eu-1
          was certctl-config-2b7c9d8h5g: the name follows the content
          <region> is test, europe
        ~ data["config.yaml"]   (YAML)   at base/server/config.yaml:9
            ~ server.port: 1 -> 2
            + new: <region>
        ~ data["limits.json"]   (only the layout of the JSON differs)
        ~ data["run.sh"]
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
              (no longer ends with a line break)

      + Secret certctl/certctl-auth   in clusters/dev
          data api-key · 7 lines · 1 value not shown, being secret   at base/server/secret.yaml:1
      - StatefulSet.apps certctl/certctl-postgres   in clusters/dev
          1 replica · image postgres:17.2-alpine · 12 lines   at base/database/stateful-set.yaml:1

      ~ Service certctl/certctl-server   in clusters/dev
          was server: the contents are alike
        ~ metadata.name: server -> certctl-server

      info: the chart https://example.com/charts is not in this repository [remote-source]
        at   apps/monitoring.yaml:12
        fix  Vendor it.

      Not shown: what admission and defaults of the API server add, and what was changed by hand in a cluster.
      "
    `);
  });
  it("shows whole objects and what only follows, where details are asked for", () => {
    const plain = text().split("\n");
    const added = diffText(EVERYTHING, PLAIN, { width: 100, details: true })
      .split("\n")
      .filter((line) => !plain.includes(line));
    expect(added.join("\n")).toMatchInlineSnapshot(`
      "  ~ metadata.annotations.checksum/config: "58fb" -> "9c2d"
        ~ metadata.labels["helm.sh/chart"]: a-1 -> a-2
        ~ metadata.name: certctl-config-2b7c9d8h5g -> certctl-config-58fbk2m7tt
          1 value not shown, being secret   at base/server/secret.yaml:1
          + apiVersion: v1
          + kind: Secret
          + metadata:
          +   name: certctl-auth
          +   namespace: certctl
          + stringData:
          +   api-key: <redacted>
          at base/database/stateful-set.yaml:1
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
          -           image: postgres:17.2-alpine"
    `);
  });
  it("has one entry for a fleet, and names who is left out", () => {
    const [line] = /^~ .*$/m.exec(text(fleetOf(1000))) ?? [];
    expect(line).toBe(
      "~ Deployment.apps certctl/certctl-server   in 997 of 1000 environments; not in: clusters/edge-0004, clusters/edge-0006, clusters/edge-0008",
    );
    expect(text(fleetOf(1000)).length).toBeLessThan(1500);
  });
  it("shortens long values and texts around what differs, and says how much is left out", () => {
    const long = "x".repeat(5000);
    const lines = (start: string) => Array.from({ length: 100 }, (_, n) => `${start} ${n}`).join("\n");
    const edits = [
      { kind: "changed", path: ["a"], before: `${long}old${long}`, after: `${long}new${long}` },
      { kind: "added", path: ["b"], after: long },
      { kind: "added", path: ["c"], after: lines("line") },
    ] as const;
    const shown = text({ ...ROUTINE, changes: [change("c1", { edits })] });
    expect(shown).toContain(`      - ...${"x".repeat(40)}old${"x".repeat(40)}...\n`);
    expect(shown).toContain(`  + b: ${"x".repeat(400)}... (4600 more characters)\n`);
    expect(shown).toContain("      + line 39\n        ... 60 more lines\n");
  });
  it("marks the words that differ, and is the same text without colours", () => {
    const colored = diffText(EVERYTHING, createColors(true), { width: 100 });
    expect(colored).toContain(
      "\u001b[31mghcr.io/certctl-io/certctl-server:v2.1.\u001b[39m\u001b[31m\u001b[7m7\u001b[27m\u001b[39m\n",
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(text());
  });
  it.each([...HOSTILE, ...HOSTILE_MARKDOWN])("neither terminal nor log does anything for %j", (hostile) => {
    const written = diffText(hostileDiff(hostile), PLAIN, { width: 100, details: true });
    expect(written).not.toMatch(ACTS);
    expect(written).not.toMatch(/^\s*::\w|##\w*\[/m);
  });
  it("is the same for the same report", () => {
    expect(text(structuredClone(manyChanges(50)))).toBe(text(manyChanges(50)));
  });
});
