/** Rules about the server: its settings, its probes and its end. */
import type { CoherenceRule } from "../../rule.ts";
import { acmeDnsScript } from "./acme-dns-script.ts";
import { estAnonymous } from "./est-anonymous.ts";
import { issuerSeedOnce } from "./issuer-seed-once.ts";
import { jobProcessorInterval } from "./job-processor-interval.ts";
import { probePathRegistered } from "./probe-path-registered.ts";
import { scepKeyMode } from "./scep-key-mode.ts";
import { serverListens } from "./server-listens.ts";
import { serverMissing } from "./server-missing.ts";
import { serverProbes } from "./server-probes.ts";
import { serviceLinks } from "./service-links.ts";
import { shutdownGrace } from "./shutdown-grace.ts";
import { smtpTls } from "./smtp-tls.ts";
import { variableKnown } from "./variable-known.ts";
import { variableValue } from "./variable-value.ts";
import { variableWithoutEffect } from "./variable-without-effect.ts";
import { workingDirectory } from "./working-directory.ts";

export const SERVER_RULES: readonly CoherenceRule[] = [
  acmeDnsScript,
  estAnonymous,
  issuerSeedOnce,
  jobProcessorInterval,
  probePathRegistered,
  scepKeyMode,
  serverListens,
  serverMissing,
  serverProbes,
  serviceLinks,
  shutdownGrace,
  smtpTls,
  variableKnown,
  variableValue,
  variableWithoutEffect,
  workingDirectory,
];
