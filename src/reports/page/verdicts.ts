/** The verdict in words. */
import type { Verdict } from "../../model/difference.ts";

export interface VerdictWords {
  readonly title: string;
  readonly meaning: string;
}

export const VERDICTS: Readonly<Record<Verdict, VerdictWords>> = {
  none: { title: "No change", meaning: "Every environment receives the same objects as before." },
  routine: {
    title: "Routine",
    meaning: "Only images, their versions in labels, or labels and annotations that nothing reads moved.",
  },
  review: { title: "Review", meaning: "No danger was found. What changes is below." },
  danger: { title: "Danger", meaning: "Merging this may break or delete something. Read the risks first." },
  withheld: {
    title: "Incomplete",
    meaning: "Something could not be rendered, so nothing is said of its objects.",
  },
};
