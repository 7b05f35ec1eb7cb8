/** Which Applications of Argo CD are environments of their own. */

/** Applications in plain files, by their ids. */
export interface Applications {
  /** Those that are environments of their own. */
  readonly apart: ReadonlySet<string>;
  /** Those that are not, since no folder of the repository is what they name. */
  readonly others: ReadonlySet<string>;
}

export const NO_APPLICATIONS: Applications = { apart: new Set(), others: new Set() };
