/** The outside of the program: everything below the command line gets it as values. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: () => Promise<string>;
  readonly cwd: string;
  /** Where the package is installed: its data files lie there. Absolute. */
  readonly packageFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a stream is a terminal that a person looks at. */
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean };
  /** How wide the terminal on standard output is, in characters; undefined where there is none. */
  readonly columns?: number | undefined;
  readonly now: () => Date;
  readonly randomBytes: (count: number) => Uint8Array;
}
