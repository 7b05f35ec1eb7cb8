declare module "embedded:rule-pages" {
  /** The Markdown of `docs/rules`, by rule. */
  const pages: Readonly<Record<string, string>>;
  export default pages;
}
