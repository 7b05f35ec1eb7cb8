/** What stands where a secret was, in every output. */

/** The same for every secret: neither its length nor a hash of it may tell anything. */
export const REDACTED = "<redacted>";
