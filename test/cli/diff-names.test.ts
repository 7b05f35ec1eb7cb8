/** Whatever folders, files, objects, keys and values are called: every report of `diff` keeps its form. */
import { describe, expect, it } from "vitest";
import { DIFF_FORMATS, type DiffFormat } from "../../src/reports/diff/render.ts";
import { html, tags } from "../reports/diff/html-tree.ts";
import { HOSTILE } from "../reports/reports.ts";
import { place as newPlace } from "../support/cli.ts";
import { writeAll } from "../support/diff.ts";

const ACTS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]|\p{Surrogate}/u;

/** JSON is YAML, and has an escape for what may not stand in it; half characters can't be in a file. */
const yaml = (...objects: readonly unknown[]): string =>
  objects.map((one) => `${JSON.stringify(one).replaceAll(ODD, escaped)}\n`).join("---\n");
const ODD = /[\u007f-\u009f\ufffe\uffff\ufeff]|\\ud[89a-f][0-9a-f]{2}/g;
const escaped = (one: string): string =>
  one.length > 1 ? "half" : `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
/** No system has names with these, or as long ones. */
const fileName = (text: string): string => `f${text.replaceAll(/[/\0]|\p{Surrogate}/gu, "_").slice(0, 80)}`;

/** Two sides, of which every name and value is the text, as far as it can be. */
function sides(text: string): readonly [Record<string, string>, Record<string, string>] {
  const folder = fileName(text);
  const side = (value: string, image: string) => ({
    [`changed ${folder}/o.yaml`]: yaml(
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: text, annotations: { [text]: value } },
        data: { [text]: value },
      },
      {
        apiVersion: `${text.replaceAll("/", "")}/v1`,
        kind: text,
        metadata: { name: "a", namespace: text },
        spec: { list: [text, value], keyed: [{ name: text, value }] },
      },
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: `d${text}` },
        spec: { replicas: value === "x" ? 1 : 0, template: { spec: { containers: [{ name: text, image }] } } },
      },
    ),
  });
  const lone = {
    [`lone ${folder}/o.yaml`]: yaml({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: text } }),
  };
  return [{ ...side("x", `${text}:1`), ...lone }, side(text, `${text}:2`)];
}

/** The same, with a folder on the second side that can't be rendered. */
function broken(text: string): readonly [Record<string, string>, Record<string, string>] {
  const [before, after] = sides(text);
  const folder = fileName(text);
  const file = {
    [`broken ${folder}/${folder}.yaml`]: yaml({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: text } }),
  };
  const kustomization = (resources: readonly string[], more: object = {}): Record<string, string> => ({
    [`broken ${folder}/kustomization.yaml`]: yaml({ resources, ...more }),
  });
  return [
    { ...before, ...file, ...kustomization([`${folder}.yaml`]) },
    { ...after, ...file, ...kustomization([`${folder}.yaml`, `n/${text}`], { [text]: text }) },
  ];
}

type Reports = Readonly<Record<DiffFormat | "err", string>>;

async function reports([before, after]: ReturnType<typeof sides>, code: number): Promise<Reports> {
  const at = newPlace();
  try {
    for (const [side, files] of [
      ["a", before],
      ["b", after],
    ] as const) {
      writeAll(at, Object.fromEntries(Object.entries(files).map(([path, text]) => [`${side}/${path}`, text])));
    }
    const formats = DIFF_FORMATS.flatMap((format) => ["-o", `${format}=report.${format}`]);
    const said = await at.cli("diff", "a", "b", "--full", "--exit-code", ...formats);
    expect(said).toEqual({ code, out: "", err: "" });
    const written = DIFF_FORMATS.map((format) => [format, at.read(`report.${format}`)] as const);
    return { ...(Object.fromEntries(written) as Record<DiffFormat, string>), err: said.err };
  } finally {
    at.remove();
  }
}

/** How a report is built, without its texts. */
function form({ markdown, summary, github, html: page, json }: Reports): unknown {
  const structure = (text: string): readonly string[] => {
    const { opened, wrong } = tags(html(text));
    // What comes first depends on the names.
    return [...wrong, ...opened.filter((tag) => tag !== "br").sort()];
  };
  const script = [...page.matchAll(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)];
  return {
    markdown: structure(markdown),
    summary: structure(summary),
    github: github.split("\n").map((line) => /^::\w+ |^(?:danger|incomplete): |^$/.exec(line)?.[0]),
    scripts: page.split(/<script/i).length,
    page: script.map(([, text = ""]) => Object.keys(JSON.parse(text))),
    json: Object.keys(JSON.parse(json)),
  };
}

const NAMES = [
  ...HOSTILE.filter((text) => text.trim() !== ""),
  "</details>",
  "a|b",
  "`a` ```` b",
  "::error::x",
  "-->",
  "<!-- certctl-gitops diff -->",
  "a\nb\n```\n</details>\n# c",
  "@someone #1",
  "</script><!--",
  "- [x] **a** _b_ ~~c~~",
];

describe.each([
  ["what changed", sides, 1],
  ["what can't be rendered", broken, 3],
] as const)("%s", (_, make, code) => {
  it.each(NAMES)("is told in the same form, with %j as every name and value", async (name) => {
    const plain = await reports(make("plain"), code);
    const hostile = await reports(make(name), code);
    expect(form(hostile)).toEqual(form(plain));
    // The page has its own program in it.
    for (const format of DIFF_FORMATS.filter((one) => one !== "html"))
      expect(hostile[format].match(ACTS)?.index, format).toBe(undefined);
    for (const format of ["text", "markdown", "summary"] as const)
      expect(hostile[format]).not.toMatch(/^\s*::\w|##\w*\[/m);
  });
});
