/** What the surroundings of a value say of it. */

export interface Around {
  /** The field, variable or flag whose value it is. */
  readonly name: string;
  /** Everything is a secret, whatever it is called. */
  readonly all?: boolean;
  /** Names and colons in its texts promise nothing. */
  readonly isProse?: boolean;
  readonly isShell?: boolean;
  /** The kind of object that a patch is for. */
  readonly target?: string | undefined;
  /** It is in base64 as a whole: the file of a ConfigMap's `binaryData`. */
  readonly isEncoded?: boolean;
  /** True in a group of secrets (`credentials: {db: x}`), whose names are those of their fields. */
  readonly isGrouped?: boolean;
}
