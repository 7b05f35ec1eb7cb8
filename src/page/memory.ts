/** What the browser remembers of a person's wishes; a browser that may not remember anything does no harm. */

export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`certctl-gitops.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`certctl-gitops.${name}`, value);
  } catch {
    // It is asked for again the next time.
  }
}
