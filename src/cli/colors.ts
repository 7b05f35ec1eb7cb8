/** When the command line has colours. */
import { createColors } from "picocolors";
import type { Colors } from "../reports/colors.ts";
import type { Io } from "./io.ts";

/** `--color` wins over NO_COLOR, that over FORCE_COLOR; without any, a terminal that is not dumb has colours. */
export function colorsFor(io: Io, stream: "stdout" | "stderr", flag: string): Colors {
  if (flag !== "auto") return createColors(flag === "always");
  if ((io.env.NO_COLOR ?? "") !== "") return createColors(false);
  const force = io.env.FORCE_COLOR ?? "";
  if (force !== "") return createColors(force !== "0" && force !== "false");
  return createColors(io.isTerminal[stream] && io.env.TERM !== "dumb");
}
