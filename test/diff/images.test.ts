/** The table of images: repository and version apart, and no login. */
import { expect, it } from "vitest";
import { imageChanges } from "../../src/diff/images.ts";
import type { Change } from "../../src/model/difference.ts";
import type { Manifest } from "../../src/model/manifest.ts";
import { createRedactor } from "../../src/redaction/redactor.ts";
import { pod } from "../redaction/hidden.ts";

it.each([
  [
    "a registry's port and a digest",
    "r:5000/a:v1@sha256:aa",
    "r:5000/a:v2@sha256:bb",
    ["r:5000/a", "v1@sha256:aa", "v2@sha256:bb"],
  ],
  ["no tag", "a", "a:v1", ["a", "latest", "v1"]],
  ["a login", "u:hunter2@r:5000/a:v1", "u:hunter3@r:5000/a:v2", ["u:<redacted>@r:5000/a", "v1", "v2"]],
])("%s", (_name, before, after, expected) => {
  const [was, is] = [before, after].map((image) => pod({ image }));
  const resource = (manifest: Manifest | undefined) => ({ manifest }) as never;
  const of = { kind: "changed", before: resource(was), after: resource(is), edits: [] } as never;
  const change = {
    after: { group: "", kind: "Pod", namespace: "", name: "a" },
    environments: [0],
  } as unknown as Change;
  const rows = imageChanges([{ change, of }], createRedactor([]).redact);
  expect(rows.map(({ image, from, to }) => [image, from, to])).toEqual([expected]);
});
