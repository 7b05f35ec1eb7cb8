/** Where our renderer and kustomize 5.8.1 differ, and why that stays so: the name of a case, and the reason. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  "known-empty-below-braces":
    "kustomize writes what it merges once more as text, and an empty value below braces comes back as an empty text; " +
    "we do not keep which mapping was written in braces",
  "known-number-over-an-image":
    "an image that was set has no type any more, so kustomize reads a replaced one anew, as a number; we keep that it " +
    "is a text, for no image is a number",
};

/** The share of the cases that may be listed. */
export const MOST_DIFFERENCES = 0.01;
