/** What the base gives the server and a cluster may set otherwise: each variable once, in whatever an engine is given. */
import { describe, expect, it } from "vitest";
import { durationSeconds } from "../../src/certctl/duration.ts";
import { JOB_PROCESSOR_INTERVAL, SERVER_DEFAULTS } from "../../src/certctl/server-defaults.ts";
import { PROFILE_NAMES } from "../../src/model/environment.ts";
import { at, type JsonObject } from "../../src/model/json.ts";
import { container, list, made, templates } from "../support/bundle.ts";

const name = JOB_PROCESSOR_INTERVAL;
const valueFrom = { configMapKeyRef: { name: "a", key: "b" } };
const OWN = { name: "CERTCTL_OWN", value: "x" };
const DELIVERIES = ["helmrelease", "kustomization"] as const;
const CELLS = PROFILE_NAMES.flatMap((profile) => DELIVERIES.map((delivery) => ({ profile, delivery })));

describe.each(CELLS)("the server of $profile by $delivery", ({ profile, delivery }) => {
  /** The server's variables as that delivery hands them over. */
  async function variables(env?: JsonObject[]): Promise<JsonObject[]> {
    const of = await made({ profile, flux: { delivery }, ...(env === undefined ? {} : { server: { env } }) });
    const objects = delivery === "helmrelease" ? templates(of, "server") : of.objects.map((o) => o.manifest);
    const deployment = objects.find((o) => o.kind === "Deployment" && at(o, "metadata", "name") === "certctl-server");
    const found = list(container(at(deployment, "spec", "template", "spec") as JsonObject, "server"), "env");
    const names = found.map((v) => v.name);
    expect(names).toEqual([...new Set(names)]);
    return found;
  }
  const interval = (all: readonly JsonObject[]) => all.filter((v) => v.name === name);

  it("has its job processor come once an hour", async () => {
    expect(interval(await variables())).toEqual([{ name, value: "1h" }]);
  });
  it("takes another value of its cluster, and its other variables as they were", async () => {
    const [before, after] = [await variables([OWN]), await variables([{ name, value: "10m" }, OWN])];
    expect(interval(after)).toEqual([{ name, value: "10m" }]);
    expect(after.filter((v) => v.name !== name)).toEqual(before.filter((v) => v.name !== name));
    expect(after.at(-1)).toEqual(OWN);
  });
  it("takes one from somewhere else, without the base's value", async () => {
    expect(interval(await variables([{ name, valueFrom }]))).toEqual([{ name, valueFrom }]);
  });
});

describe("the files of a cluster", () => {
  const files = async (env: JsonObject[]) =>
    [...(await made({ server: { env } })).tree.keys()].filter((path) => /^clusters\/c\/server\/environment/.test(path));
  it("have a patch for what differs from the base, and one for what it does not have", async () => {
    expect(await files([{ name, value: "10m" }])).toEqual(["clusters/c/server/environment-defaults.yaml"]);
    expect(await files([OWN])).toEqual(["clusters/c/server/environment.yaml"]);
    expect(await files([{ name, value: "1h" }])).toEqual([]);
  });
});

describe("the default", () => {
  it("is a duration that certctl reads: above its shortest, well below the age at which it gives a job up", () => {
    const seconds = durationSeconds(String(SERVER_DEFAULTS[name])) ?? 0;
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThan(12 * 3600);
  });
});
