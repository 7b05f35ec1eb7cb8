/** What a host's name says of where it leads. */

/** The pod itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.[\d.]+$/.test(host);
}

/** True for a name that only a Service can have: without a dot, or below `svc`. One with a dot may be a domain's. */
export function isServiceName(host: string): boolean {
  return !host.includes(".") || /^[^.]+\.[^.]+\.svc(\.|$)/.test(host);
}
