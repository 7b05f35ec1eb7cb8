/** Hosts and ports of URLs. */
import { describe, expect, it } from "vitest";
import { hostOf, isLoopback, isServiceName, portOf } from "../../../src/rules/pods/hosts.ts";
import { UNKNOWN } from "../../../src/rules/pods/objects.ts";

describe("a URL", () => {
  it.each([
    ["https://certctl.pki.svc:8443/api", "certctl.pki.svc", 8443],
    ["https://certctl", "certctl", 443],
    ["http://certctl/", "certctl", 80],
    ["https://certctl:", "certctl", 443],
    ["https://[fd00::1]:8443", "fd00::1", 8443],
    ["https://[::1]", "::1", 443],
    ["https://agent:7513@certctl:8443", "certctl", 8443],
    ["https://agent:7513@", undefined, undefined],
    [`https://certctl:${UNKNOWN}`, "certctl", undefined],
    ["certctl:8443", undefined, undefined],
  ])("%s has its host and port", (url, host, port) => {
    expect([hostOf(url), portOf(url)]).toEqual([host, port]);
  });
});

describe("a host", () => {
  it.each(["localhost", "127.0.0.1", "127.1", "::1"])("%s is the pod itself", (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(["127.example.org", "0.0.0.0", "fd00::1"])("%s is not", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
  it.each(["db", "db.pki.svc", "db.pki.svc.cluster.local"])("%s is a Service's name", (host) => {
    expect(isServiceName(host)).toBe(true);
  });
  it.each(["db.example.org", "db.pki", "fd00::1"])("%s may be another's", (host) => {
    expect(isServiceName(host)).toBe(false);
  });
});
