/** Markdown as GitHub renders it, before it takes out what it does not allow, and the tags of the HTML that comes of it. */
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

export function html(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

export interface Tags {
  /** `details open`, `td`, in their order; comments are `!--`. */
  readonly opened: readonly string[];
  /** What is wrong with their nesting; empty where each is closed by its own. */
  readonly wrong: readonly string[];
}

const VOID = new Set(["br", "hr", "img", "input"]);
const TAG = /<(?:(!--)[\s\S]*?-->|(\/?)([A-Za-z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>)/g;

export function tags(text: string): Tags {
  const open: string[] = [];
  const wrong: string[] = [];
  const opened: string[] = [];
  for (const [, comment, slash, name = "", attributes = ""] of text.matchAll(TAG)) {
    if (comment !== undefined) opened.push(comment);
    else if (slash === "/") {
      const last = open.pop();
      if (last !== name) wrong.push(`</${name}> closes ${last}`);
    } else {
      opened.push(name + attributes.replace(/\s*\/$/, "").replaceAll(/\s+/g, " "));
      if (!VOID.has(name)) open.push(name);
    }
  }
  return { opened, wrong: [...wrong, ...open.map((name) => `<${name}> is open`)] };
}

/** The text that a reader sees in every element of this name. */
export function textsOf(name: string, text: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, "g"))].map(([, inside = ""]) =>
    inside
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );
}
