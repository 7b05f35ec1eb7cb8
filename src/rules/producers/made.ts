/** What one object makes: a Secret or a ConfigMap. */
import type { Path } from "../../model/json.ts";

export interface Made {
  readonly name: string;
  /** Secret where it is left out. */
  readonly kind?: "Secret" | "ConfigMap";
  /** The maker's own where it is left out; empty for any. */
  readonly namespace?: string;
  /** Where the maker says it; the whole maker where it is left out. */
  readonly path?: Path;
  /** Undefined where the input does not say them. */
  readonly keys?: readonly string[] | undefined;
  /** True where it only adds keys to what another makes. */
  readonly adds?: boolean;
}
