/** Numbers as kustomize's output has them, from their text in JSON. */

const INTEGER = /^-?[0-9]+$/;
const EXPONENT_FROM = 6;
const EXPONENT_BELOW = -4;

/** `1000000` stays, `1e+21` and `1234567.5` become `1e+21` and `1.2345675e+06`. Follows Go's strconv.FormatFloat 'g'. */
export function numberText(json: string): string {
  if (INTEGER.test(json) && isIn64Bits(json)) return json === "-0" ? "0" : json;
  return floatText(Number(json));
}

function isIn64Bits(integer: string): boolean {
  if (integer.length <= 18) return true;
  const value = BigInt(integer);
  return value >= -(2n ** 63n) && value < 2n ** 64n;
}

function floatText(value: number): string {
  const [digits, power] = value.toExponential().split("e") as [string, string];
  const exponent = Number(power);
  if (exponent < EXPONENT_BELOW || exponent >= EXPONENT_FROM) {
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return fixedText(value);
}

/** JavaScript writes numbers of this size without an exponent, too, but not the sign of -0. */
function fixedText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
