/** Kubernetes' own syntax of names, label keys and values (k8s.io/apimachinery pkg/util/validation, pkg/api/validation/path). */

/** Why a text is no such name, in words that follow "must"; undefined where it is one. */
export type Syntax = (text: string) => string | undefined;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const DATA_KEY = /^[-._a-zA-Z0-9]+$/;
const PORT_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

const matching =
  (pattern: RegExp, most: number, what: string): Syntax =>
  (text) => {
    if (text.length > most) return `have at most ${most} characters, and has ${text.length}`;
    return pattern.test(text) ? undefined : what;
  };

export const dnsLabel = matching(
  LABEL,
  63,
  "have lower-case letters, digits and - only, with a letter or digit at both ends",
);

const dnsSubdomain = matching(
  SUBDOMAIN,
  253,
  "have lower-case letters, digits, - and . only, with a letter or digit at the ends of each part",
);

export const serviceName = matching(
  LABEL_1035,
  63,
  "have lower-case letters, digits and - only, begin with a letter and end with a letter or digit",
);

/** Roles and their bindings: whatever can stand in a URL's path. */
const pathSegment: Syntax = (text) =>
  text === "." || text === ".." || /[/%]/.test(text) ? "not be . or .., and have no / and no %" : undefined;

export const dataKey = matching(DATA_KEY, 253, "have letters, digits, -, _ and . only");

export const portName: Syntax = (text) => {
  const problem = matching(PORT_NAME, 15, "have lower-case letters, digits and - only")(text);
  if (problem !== undefined) return problem;
  if (text.includes("--")) return "not have two - in a row";
  return /[a-z]/.test(text) ? undefined : "have a letter";
};

export const labelValue: Syntax = (text) =>
  text === ""
    ? undefined
    : matching(QUALIFIED, 63, "have letters, digits, -, _ and . only, with a letter or digit at both ends")(text);

/** `app`, `app.kubernetes.io/name`: of labels and annotations. */
export const qualifiedName: Syntax = (text) => {
  const slash = text.indexOf("/");
  const name = text.slice(slash + 1);
  if (slash >= 0) {
    const problem = dnsSubdomain(text.slice(0, slash));
    if (problem !== undefined) return `have a DNS name before the /, which must ${problem}`;
  }
  if (name === "") return "have a name";
  const problem = matching(
    QUALIFIED,
    63,
    "have letters, digits, -, _ and . only, with a letter or digit at both ends",
  )(name);
  return problem === undefined || slash < 0 ? problem : `have a name behind the / that must ${problem}`;
};

const LABEL_KINDS: ReadonlySet<string> = new Set(["/Namespace"]);
const SERVICE_KINDS: ReadonlySet<string> = new Set(["/Service"]);
const PATH_GROUPS: ReadonlySet<string> = new Set(["rbac.authorization.k8s.io"]);

/** What the name of an object of that kind must be. */
export function nameSyntax(group: string, kind: string): Syntax {
  if (PATH_GROUPS.has(group)) return pathSegment;
  if (SERVICE_KINDS.has(`${group}/${kind}`)) return serviceName;
  if (LABEL_KINDS.has(`${group}/${kind}`)) return dnsLabel;
  // Its Jobs' names are the CronJob's and eleven characters more.
  if (group === "batch" && kind === "CronJob") {
    return (text) => (text.length > 52 ? `have at most 52 characters, and has ${text.length}` : dnsSubdomain(text));
  }
  return dnsSubdomain;
}
