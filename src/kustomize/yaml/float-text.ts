/** How Go writes floats in YAML: with an exponent from a million on, and below a ten-thousandth. */

/** The text of strconv's format `g` with as many digits as the number needs; the number must be finite. */
export function goFloat(number: number): string {
  if (Object.is(number, -0)) return "-0";
  const size = Math.abs(number);
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return String(number);
  const [digits, exponent] = number.toExponential().split("e") as [string, string];
  return `${digits}e${exponent.length === 2 ? `${exponent[0]}0${exponent[1]}` : exponent}`;
}

/** As `goFloat`, of the nearest number of 32 bits; `.inf` and `.nan` as YAML has them. */
export function goFloat32(number: number): string {
  const single = Math.fround(number);
  if (Number.isNaN(single)) return ".nan";
  if (!Number.isFinite(single)) return single < 0 ? "-.inf" : ".inf";
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return goFloat(short);
  }
  return goFloat(Number(single.toPrecision(9)));
}
