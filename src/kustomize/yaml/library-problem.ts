/** What the YAML library complains of, in words that show nothing of the text: its own messages quote it. */
import type { ErrorCode, YAMLError } from "yaml";

const BY_CODE: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias has a tag or an anchor",
  BAD_ALIAS: "an anchor or an alias has no name, or one that ends in a colon",
  BAD_COLLECTION_TYPE: "a tag does not fit the mapping or the list behind it",
  BAD_DIRECTIVE: "a directive (a line that begins with %) is not valid",
  BAD_DQ_ESCAPE: "a text in double quotes has an unknown escape; a backslash is written \\\\",
  BAD_INDENT: "a line is not indented as the lines that it belongs to",
  BAD_PROP_ORDER: "a tag or an anchor stands before the -, ? or : that it belongs behind",
  BAD_SCALAR_START: "a text begins with a reserved character and must be quoted",
  BLOCK_AS_IMPLICIT_KEY: "a line has a second key or a list behind its key; a text with a colon must be quoted",
  BLOCK_IN_FLOW: "a mapping or a list of several lines stands inside brackets or braces",
  DUPLICATE_KEY: "a key stands twice",
  IMPOSSIBLE: "the text cannot be read",
  KEY_OVER_1024_CHARS: "a key has more than 1024 characters",
  MISSING_CHAR: "a character is missing, for example a comma or a space",
  MULTILINE_IMPLICIT_KEY: "a key spans several lines, or a line lacks its key",
  MULTIPLE_ANCHORS: "a value has two anchors",
  MULTIPLE_DOCS: "a second document begins",
  MULTIPLE_TAGS: "a value has two tags",
  NON_STRING_KEY: "a key is not a text",
  RESOURCE_EXHAUSTION: "the values are nested too deeply",
  TAB_AS_INDENT: "a tab stands where a line is indented; only spaces may",
  TAG_RESOLVE_FAILED: "a tag is unknown or does not fit its value",
  UNEXPECTED_TOKEN: "something stands where nothing or something else may; a text with special signs must be quoted",
};

/** Codes that stand for many problems are told apart by how the library's message begins. */
const BY_MESSAGE: readonly (readonly [start: string, problem: string])[] = [
  ["Missing closing", "a quoted text is not closed"],
  ["Flow map", "braces are not closed, or the lines in them are not indented"],
  ["Flow sequence", "brackets are not closed, or the lines in them are not indented"],
  ["Implicit map keys", "a key has no colon behind it"],
  ["Missing space after :", "a space is missing behind a colon"],
  ["Missing ,", "a comma is missing inside brackets or braces"],
  ["Sequence item without -", "an item of a list has no -"],
  ["Comments must be separated", "a space is missing before a comment"],
  ["Block scalar header includes", "behind | or > only +, - or a number may stand; the text begins on the next line"],
];

export function libraryProblem({ code, message }: YAMLError): string {
  return BY_MESSAGE.find(([start]) => message.startsWith(start))?.[1] ?? BY_CODE[code];
}
