/** Parts of the program that are no TypeScript: `build/text-files.mjs` loads them, for the build and the tests alike. */
declare module "*.sh" {
  const text: string;
  export default text;
}
declare module "*.hbs" {
  const template: (context: object) => string;
  export default template;
}
declare module "embedded:overlays" {
  const files: readonly [path: string, file: import("./tree.ts").TreeFile][];
  export default files;
}
