/** The hosts and ports of URLs, and what a host's name says of where it leads. */

/** The pod itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.[\d.]+$/.test(host);
}

/** True for a name that only a Service can have: without a dot, or below `svc`. One with a dot may be a domain's. */
export function isServiceName(host: string): boolean {
  const isAddress = host.includes(":");
  return (!isAddress && !host.includes(".")) || /^[^.]+\.[^.]+\.svc(\.|$)/.test(host);
}

/** A scheme, a login that nobody looks at, the host (an IPv6 address in brackets) and the port. */
const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?(?:\[([^\]/?#]*)\]|([^/:?#]+))(?::([^/?#@]*))?(?=[/?#]|$)/i;

/** The host of a URL, without the brackets of an IPv6 address; undefined where it is none. */
export function hostOf(url: string): string | undefined {
  const [, , address, name] = URL_PARTS.exec(url) ?? [];
  return address ?? name;
}

/** The port that a URL names, else its scheme's; undefined where it is none, or not known. */
export function portOf(url: string): number | undefined {
  const [whole, scheme = "", , , port = ""] = URL_PARTS.exec(url) ?? [];
  if (whole === undefined) return undefined;
  if (port === "") return scheme.toLowerCase() === "http" ? 80 : 443;
  return /^\d+$/.test(port) ? Number(port) : undefined;
}
