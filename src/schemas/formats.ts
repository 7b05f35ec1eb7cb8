/** Formats of strings and numbers that an API server checks when it reads an object; it takes any value for the others. */

interface Format {
  readonly words: string;
  readonly takes: (value: string | number) => boolean;
}

const DATE = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const text = (words: string, pattern: RegExp): Format => ({
  words,
  takes: (value) => typeof value !== "string" || pattern.test(value),
});
const OCTET = String.raw`(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const IPV4 = String.raw`${OCTET}(\.${OCTET}){3}`;
// Near enough to find what is no address at all: at least one group left out, or eight of them.
const IPV6 = `(?=.*:.*:)[0-9A-Fa-f:]+(:${IPV4})?`;

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  [
    "int32",
    {
      words: "an integer of 32 bits",
      takes: (value) => typeof value !== "number" || (value >= -(2 ** 31) && value < 2 ** 31),
    },
  ],
  [
    "int64",
    {
      words: "an integer of 64 bits",
      takes: (value) => typeof value !== "number" || (value >= -(2 ** 63) && value < 2 ** 63),
    },
  ],
  [
    "date-time",
    text(
      "a time such as 2006-01-02T15:04:05Z",
      new RegExp(String.raw`^${DATE}[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$`),
    ),
  ],
  ["date", text("a date such as 2006-01-02", new RegExp(`^${DATE}$`))],
  // Go's decoder skips line breaks.
  [
    "byte",
    {
      words: "base64",
      takes: (value) => typeof value !== "string" || isBase64(value),
    },
  ],
  // `resource.ParseQuantity` of k8s.io/apimachinery.
  [
    "quantity",
    text(
      "a quantity such as 500m or 1.5Gi",
      /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?\s*$/,
    ),
  ],
  ["ipv4", text("an IPv4 address", new RegExp(`^${IPV4}$`))],
  ["ipv6", text("an IPv6 address", new RegExp(`^${IPV6}$`))],
  ["cidr", text("a range such as 10.0.0.0/8", new RegExp(`^(${IPV4}|${IPV6})/\\d{1,3}$`))],
  ["uuid", text("a UUID", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)],
]);

function isBase64(value: string): boolean {
  const packed = /[\r\n]/.test(value) ? value.replace(/[\r\n]/g, "") : value;
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

export function formatOf(name: string): Format | undefined {
  return FORMATS.get(name);
}
