/** Probes ask what answers for the server: any other path gets the dashboard's page, with status 200. */

import { textOf } from "../../../model/json.ts";
import type { Program } from "../../certctl/programs.ts";
import { objectAt } from "../../pods/pod.ts";
import { execText, type Probe, probesOf } from "../../pods/probes.ts";
import type { CoherenceRule, Problem } from "../../rule.ts";

export const probePathRegistered: CoherenceRule = {
  name: "probe-path-registered",
  severity: "error",
  title: "Probes of the server ask /health or /ready over HTTPS, and liveness not /ready.",
  *check({ servers }) {
    for (const server of servers) for (const probe of probesOf(server.container)) yield* problems(server, probe);
  },
};

interface Asked {
  readonly scheme: string;
  readonly path: string;
  /** Of the field in the probe. */
  readonly field: readonly (string | number)[];
}

/** Of what answers without a login (cmd/server/wire.go:510-588): they tell nothing but that the listener is up. */
const OTHERS = /^\/(api\/v1\/(version|auth\/info)|\.well-known\/|scep)/;

function* problems({ pod }: Program, probe: Probe): Iterable<Problem> {
  const asked = askedBy(probe);
  if (asked === undefined) return;
  const place = (field: string) => ({
    resource: pod.resource,
    path: [
      ...probe.path,
      ...asked.field,
      ...("httpGet" in probe.spec && field in objectAt(probe.spec, "httpGet") ? [field] : []),
    ],
  });
  const path = asked.path.split(/[?#]/)[0] ?? "";
  const kind = probe.name.replace("Probe", "");
  if (asked.scheme !== "https") {
    yield {
      ...place("scheme"),
      message: `the ${kind} probe asks over ${asked.scheme === "" ? "HTTP" : asked.scheme.toUpperCase()}, but the server speaks HTTPS only and answers 400: the probe never succeeds`,
      fix: "Set the probe's scheme to HTTPS; kubelet does not verify the certificate.",
    };
  } else if (path.startsWith("/api/") && !OTHERS.test(path)) {
    yield {
      ...place("path"),
      message: `the ${kind} probe asks ${path}, which needs a login and answers 401: the probe never succeeds`,
      fix: fixOf(probe),
    };
  } else if (path !== "/health" && path !== "/ready" && !OTHERS.test(path)) {
    yield {
      ...place("path"),
      message: `the ${kind} probe asks ${path}, which certctl does not know: the dashboard's page answers, with status 200 whatever the state of the server and its database`,
      fix: fixOf(probe),
    };
  } else if (probe.name === "livenessProbe" && path === "/ready") {
    yield {
      ...place("path"),
      severity: "warning",
      message:
        "the liveness probe asks /ready, which fails while the database is away: kubelet then restarts all servers again and again, which helps nobody",
      fix: fixOf(probe),
    };
  }
}

function fixOf({ name }: Probe): string {
  return name === "readinessProbe" ? "Ask /ready, which asks the database." : "Ask /health.";
}

function askedBy(probe: Probe): Asked | undefined {
  if ("httpGet" in probe.spec) {
    const { scheme, path } = objectAt(probe.spec, "httpGet");
    return { scheme: textOf(scheme).toLowerCase(), path: textOf(path) || "/", field: ["httpGet"] };
  }
  const text = execText(probe) ?? "";
  const [, scheme = "", path] =
    /\b(?:curl|wget)\b.*?(https?):\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?([^\s"';|&)]*)/.exec(text) ?? [];
  return path === undefined ? undefined : { scheme, path: path || "/", field: ["exec", "command"] };
}
