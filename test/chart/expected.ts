/** What the chart's objects are expected to be reported for, and which defect of the chart each finding shows. */

/** The number of a defect in docs/what-this-bundle-fixes.md, or what it is beside the 51. */
export type Why = number | string;

export interface Expected {
  /** `rule Kind name`; one for each finding. */
  readonly finding: string;
  readonly why: readonly Why[];
}

type Lines = readonly (readonly [rule: string, ...why: Why[]])[];

export function on(object: string, lines: Lines): readonly Expected[] {
  return lines.map(([rule, ...why]) => ({ finding: `${rule} ${object}`, why }));
}

/** Without findings that a setting takes away; each must be among them. */
export function without(list: readonly Expected[], ...findings: string[]): readonly Expected[] {
  const lacking = findings.filter((finding) => !list.some((one) => one.finding === finding));
  if (lacking.length > 0) throw new Error(`not expected anyway: ${lacking.join(", ")}`);
  return list.filter(({ finding }) => !findings.includes(finding));
}

const IN_ORDER = "certctl's own default, with which deployments by agents get stuck";
const DATABASE = "a trap of PostgreSQL on Kubernetes beside the 51";
/** Not the chart's: its values name what somebody else must make. */
export const ELSEWHERE = "the values name an object that is not in the stream";

const IMAGE: Lines = [
  ["image-tag", 1],
  ["image-architecture", 1],
];
export const LOOSE: Lines = [
  ["pod-security", 49],
  ["service-account-token", 49],
];

export function server(name: string): readonly Expected[] {
  return on(`Deployment ${name}-server`, [
    ["image-name", 1],
    ...IMAGE,
    ["bootstrap-token", 3],
    ["database-url", 5],
    ["issuing-ca", 20],
    ["encryption-key", 21],
    ["api-keys-named", 22],
    ["tls-reload", 23],
    ["server-probes", 32],
    ["shutdown-grace", 33],
    ["shutdown-grace", 33],
    ...LOOSE,
    ["demo-residual", 51],
    ["job-processor-interval", IN_ORDER],
  ]);
}

export function agent(name: string, kind = "DaemonSet"): readonly Expected[] {
  return on(`${kind} ${name}-agent`, [
    ...IMAGE,
    ["agent-id", 7],
    ["agent-own-key", 8, 46],
    ["agent-key-directory", 18],
    ["agent-key-directory", 19],
    ["agent-no-server-key", 45],
    ...LOOSE,
  ]);
}

export function database(name: string): readonly Expected[] {
  return on(`StatefulSet ${name}-postgres`, [
    ["postgres-data-directory", 4],
    ["postgres-user", 4],
    ["postgres-shutdown", DATABASE],
    ["postgres-update-strategy", DATABASE],
    ["postgres-probe", DATABASE],
    ["database-password-trap", DATABASE],
    ...LOOSE,
  ]);
}

export function secrets(...names: string[]): readonly Expected[] {
  return names.flatMap((name) => on(`Secret ${name}`, [["plaintext-secret", 44]]));
}

/** The hook's Job, and what the switch does to the release that the chart installs. */
export function hook(name: string): readonly Expected[] {
  return [
    ...on(`Job ${name}-migrate`, [
      ["image-name", 1],
      ...IMAGE,
      ["certctl-version", 13],
      ["producer-after-consumer", 13, 14],
      ["migration-job-complete", 13, 14],
      ["database-url", 13, 14],
      ["migration-job-limits", "two tries at a database that is still starting"],
      ["hook-delete-policy", "the log of a migration goes with its Job"],
      ...LOOSE,
    ]),
    ...on(`Deployment ${name}-server`, [["certctl-version", 13]]),
  ];
}

/** Where the images are those of a release that knows of the hook. */
export function hookOfRelease(name: string): readonly Expected[] {
  const job = `Job ${name}-migrate`;
  const old = [`image-name ${job}`, `image-tag ${job}`, `certctl-version ${job}`];
  return without(hook(name), ...old, `certctl-version Deployment ${name}-server`);
}

/** Where the images are those of a release. */
export function released(list: readonly Expected[], name = "certctl"): readonly Expected[] {
  const server = `Deployment ${name}-server`;
  return without(list, `image-name ${server}`, `image-tag ${server}`, `image-tag DaemonSet ${name}-agent`);
}

export function tlsSecretElsewhere(name: string): readonly Expected[] {
  return on(`Deployment ${name}-server`, [["required-secrets", ELSEWHERE]]);
}

/** The chart with no more than it asks for. */
export function plain(name = "certctl"): readonly Expected[] {
  return [
    ...server(name),
    ...agent(name),
    ...database(name),
    ...secrets(`${name}-server`, `${name}-postgres`),
    ...tlsSecretElsewhere(name),
  ];
}

/** Without the PostgreSQL that the chart brings. */
export function external(name = "certctl"): readonly Expected[] {
  const gone = [...database(name), ...secrets(`${name}-postgres`)].map(({ finding }) => finding);
  return [
    ...without(plain(name), ...gone, `database-url Deployment ${name}-server`),
    ...on(`Deployment ${name}-server`, [["database-tls", "a certificate that the image's authorities seldom sign"]]),
  ];
}
