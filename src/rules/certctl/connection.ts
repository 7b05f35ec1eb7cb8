/** A connection that a part of certctl needs. */
import type { Pod } from "../pods/pod.ts";
import type { Program } from "./programs.ts";

export interface Connection {
  readonly from: Pod;
  /** Undefined for what is outside of the cluster. */
  readonly to: Pod | undefined;
  readonly port: number | undefined;
  /** `the agent`, `the server`, as messages name them. */
  readonly caller: string;
  readonly called: string;
  /** What comes of it where it is stopped; that of a database or a server goes without saying. */
  readonly without?: string;
}

const CALLERS = { server: "the server", migration: "the migration", agent: "the agent", tool: "a script" } as const;

export function callerOf({ role }: Program): string {
  return role === "database" ? "the database" : CALLERS[role];
}
