/** Paper can't be opened: while the page is printed, all of it is. */

/** Opens or closes it, and lets it make what is in it at once; otherwise that comes after the page was printed. */
export function setOpen(details: HTMLDetailsElement, open: boolean): void {
  details.open = open;
  details.dispatchEvent(new Event("toggle"));
}

/** `prepare(true)` before, `prepare(false)` after; once each, however the browser tells. */
export function listenToPrinting(prepare: (paper: boolean) => void): void {
  let paper = false;
  const become = (wanted: boolean) => {
    if (paper === wanted) return;
    paper = wanted;
    prepare(wanted);
  };
  addEventListener("beforeprint", () => become(true));
  addEventListener("afterprint", () => become(matchMedia("print").matches));
  matchMedia("print").addEventListener("change", ({ matches }) => become(matches));
}
