/** Which Applications of Argo CD are environments of their own. */

/** The Applications of a tree by their ids. */
export interface Applications {
  /** Those in plain files that are environments of their own. */
  readonly apart: ReadonlySet<string>;
  /** Those in plain files that are not, since no folder of the repository is what they name. */
  readonly others: ReadonlySet<string>;
  /** Those that kustomizations and charts lead to: they are in the environments of these. */
  readonly joined: ReadonlySet<string>;
}

export const NO_APPLICATIONS: Applications = { apart: new Set(), others: new Set(), joined: new Set() };
