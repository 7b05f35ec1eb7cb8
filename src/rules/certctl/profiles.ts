/** The profiles of certctl's EST and SCEP servers, named in one variable and described in others. */
import { UNKNOWN, type Variables } from "../pods/variables.ts";

export interface EnrollmentProfile {
  /** Empty for the flat form, which has no name. */
  readonly name: string;
  /** The variable of a field: `CERTCTL_EST_PROFILE_CORP_ENROLLMENT_PASSWORD`. */
  readonly variable: (field: string) => string;
}

/** Upper-cased as internal/config/est.go:283 and scep.go:325 do; undefined where the list is not in the input. */
export function profilesOf(protocol: "EST" | "SCEP", variables: Variables): readonly EnrollmentProfile[] | undefined {
  const text = variables.get(`CERTCTL_${protocol}_PROFILES`)?.text ?? "";
  if (text.includes(UNKNOWN)) return undefined;
  const names = text
    .split(",")
    .map((name) => name.trim().toUpperCase())
    .filter((name) => name !== "");
  if (names.length === 0) return [{ name: "", variable: (field) => `CERTCTL_${protocol}_${field}` }];
  return names.map((name) => ({ name, variable: (field) => `CERTCTL_${protocol}_PROFILE_${name}_${field}` }));
}
