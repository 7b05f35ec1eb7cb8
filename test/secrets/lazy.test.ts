import { expect, test } from "vitest";
import { listSecrets } from "../../src/secrets/list.ts";
import { makeSecrets } from "../../src/secrets/make.ts";
import { rotate } from "../../src/secrets/rotate.ts";
import { environment, testIo } from "./environment.ts";
import { asStored } from "./helpers.ts";

test("the certificate library is loaded by what makes certificates, and by nothing else", async () => {
  const loaded = () => "getMetadata" in Reflect;
  listSecrets(environment());
  const stored = asStored(await makeSecrets(environment(), testIo(), { only: ["certctl-database"] }));
  await rotate("database-password", stored, environment(), testIo());
  expect(loaded()).toBe(false);
  await makeSecrets(environment(), testIo(), { only: ["certctl-issuing-ca"] });
  expect(loaded()).toBe(true);
});
