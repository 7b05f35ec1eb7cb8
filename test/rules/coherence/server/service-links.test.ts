/** Variables of Services. */

import { describe, expect, it } from "vitest";
import type { AppliedEnvironment } from "../../../../src/model/applied.ts";
import type { Manifest } from "../../../../src/model/manifest.ts";
import { installationsOf } from "../../../../src/rules/certctl/installation.ts";
import { serviceLinks } from "../../../../src/rules/coherence/server/service-links.ts";
import { environmentOf, type Loose } from "../../bundle.ts";
import { describeRule, optionsOf } from "../../cases.ts";

/** A Service whose variable is the mail server's port; the bundle's other names play no part. */
function environment(links: boolean | undefined, port?: string): AppliedEnvironment {
  const manifest = (kind: string, apiVersion: string, name: string, spec: Loose): Manifest =>
    ({ apiVersion, kind, metadata: { name, namespace: "pki" }, spec }) as unknown as Manifest;
  const env = [
    { name: "CERTCTL_SERVER_PORT", value: "8443" },
    ...(port === undefined ? [] : [{ name: "CERTCTL_SMTP_PORT", value: port }]),
  ];
  const containers = [{ name: "a", image: "ghcr.io/certctl-io/certctl-server:v2.1.7", env }];
  return environmentOf([
    manifest("Service", "v1", "certctl-smtp", { ports: [{ port: 25 }] }),
    manifest("Service", "v1", "certctl-server", { ports: [{ port: 8443 }] }),
    manifest("Deployment", "apps/v1", "a", { template: { spec: { enableServiceLinks: links, containers } } }),
  ]);
}

function messages(environment: AppliedEnvironment): string[] {
  return installationsOf(environment).flatMap((one) =>
    [...serviceLinks.check(one, optionsOf({}))].map((p) => p.message),
  );
}

describeRule(serviceLinks, {
  elsewhere: "reported below, under the names that count: those of Services",
  reports: {},
  silent: { "a good bundle": {} },
});

describe("service-links, by the Services' names", () => {
  it("reports a variable that a Service gives and that nobody sets", () => {
    expect(messages(environment(undefined))).toEqual([expect.stringMatching(/CERTCTL_SMTP_PORT=tcp/)]);
  });
  it("is silent where the variable is set", () => {
    expect(messages(environment(undefined, "465"))).toEqual([]);
  });
  it("is silent where links are off", () => {
    expect(messages(environment(false))).toEqual([]);
  });
});
