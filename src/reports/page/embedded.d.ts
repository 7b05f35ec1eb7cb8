/** The program of `src/page` as a browser runs it, and its style sheet: `build/page.mjs` bundles both. */
declare module "embedded:page" {
  export const script: string;
  export const style: string;
}
