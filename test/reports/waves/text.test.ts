import width from "fast-string-width";
import { describe, expect, it } from "vitest";
import { PLAIN } from "../../../src/reports/colors.ts";
import { wavesText } from "../../../src/reports/waves/text.ts";
import { duration } from "../../../src/reports/waves/words.ts";
import { HOSTILE } from "../reports.ts";
import { ARGOCD, FLUX, hostileOrder, UNORDERED } from "./orders.ts";

describe("waves -o text", () => {
  it("is a table for each delivery", () => {
    expect(wavesText([ARGOCD, UNORDERED], PLAIN)).toBe(`\
2 environments: argocd/eu-1, argocd/us-1 (names as in argocd/eu-1)

Application argocd/certctl, namespace certctl, synced by hand
  step      objects                                     goes on when
  wave -40  NetworkPolicy a-long-name-of-a-policy,      applied
              another-long-name-of-a-policy
  wave -30  StatefulSet database                        StatefulSet ready
            Job migrate (hook)                          Job complete, at most
                                                          1h30m30s
  wave 10   DaemonSet agents/agent                      not awaited: DaemonSet
  not in this order: Job cleanup: when it is deleted

standard input

Objects for which nothing says an order
  step     objects                                      goes on when
  objects  ConfigMap a                                  applied
`);
  });
  it("tells what comes before, and names what its kind does not tell", () => {
    expect(wavesText([FLUX], PLAIN)).toBe(`\
flux/eu-1

Kustomization flux-system/sync
  nothing that was read

HelmRelease flux-system/data, namespace certctl, suspended
  applied by Kustomization flux-system/sync
  after Application argocd/a, argocd/b healthy
  after Kustomization flux-system/sync ready, at the same revision
  after Kustomization flux-system/sync applied (it waits for nothing)
  after HelmRelease flux-system/lost (not among what was read) ready
  after Kustomization flux-system/sync ready, with chart 1.2.3
  after Kustomization flux-system/sync, when its readyExpr holds
  step                       objects                    goes on when
  manifests                  StatefulSet database,      StatefulSet database
                               cache                      ready
                                                        within 10m
                                                        not awaited: StatefulSet
                                                          cache
  post-install/post-upgrade  Job migrate (hook)         Job complete
  hook weight 5                                         within 10m
`);
  });
  it.each([...HOSTILE, "x".repeat(300), "名前".repeat(40), "a-b-".repeat(30), "word ".repeat(40)])(
    "stays in 80 columns and does nothing in a terminal: %j",
    (text) => {
      const lines = wavesText([hostileOrder(text)], PLAIN).split("\n");
      expect(lines.filter((line) => width(line) > 80)).toEqual([]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(lines.filter((line) => /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|^\s*::|##\[/.test(line))).toEqual([]);
    },
  );
});

describe("duration", () => {
  it.each([
    [0, "0s"],
    [45, "45s"],
    [300, "5m"],
    [3600, "1h"],
    [5430, "1h30m30s"],
  ])("%d s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
