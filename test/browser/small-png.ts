/** Makes a picture of a page small: it has few colors, and PNG (RFC 2083) can number them. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const MOST_COLORS = 256;
/** Squares of differences: nobody tells such colors apart. */
const ALIKE = 100;

/** Of an 8-bit RGB picture, as Chromium writes it; colors beyond the 256 that are used most become the nearest of those. */
export function smallPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(0);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header.readUInt16BE(8) !== 0x0802) throw new Error("not a PNG of 8-bit RGB");
  const data = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data));
  const pixels = unfiltered(inflateSync(data), width * 3, height);
  const palette = paletteOf(pixels);
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", indexed),
    chunk("PLTE", Buffer.from(palette.flatMap(parts))),
    chunk("IDAT", deflateSync(numbered(pixels, palette, width), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunksOf(png: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const begin = at + 8;
    chunks.push({
      type: png.toString("latin1", at + 4, begin),
      data: png.subarray(begin, begin + png.readUInt32BE(at)),
    });
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The colors without the filter that each line begins with. */
function unfiltered(lines: Buffer, stride: number, height: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = lines[row * (stride + 1)];
    for (let i = 0; i < stride; i += 1) {
      const at = row * stride + i;
      const left = i < 3 ? 0 : (out[at - 3] ?? 0);
      const up = row === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = i < 3 || row === 0 ? 0 : (out[at - stride - 3] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      out[at] = ((lines[row * (stride + 1) + 1 + i] ?? 0) + guess) & 255;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function parts(color: number): readonly [number, number, number] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function paletteOf(pixels: Buffer): readonly number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3) {
    const color = pixels.readUIntBE(at, 3);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const byUse = [...counts].sort(([a, many], [b, others]) => others - many || a - b);
  const palette: number[] = [];
  for (const [color] of byUse) {
    if (palette.length === MOST_COLORS) break;
    // A rare color that no other is like, that of a link, is missed more than one of the many on the edge of letters.
    if (palette.every((one) => distance(one, color) > ALIKE)) palette.push(color);
  }
  return palette;
}

function numbered(pixels: Buffer, palette: readonly number[], width: number): Buffer {
  const numbers = new Map(palette.map((color, index) => [color, index]));
  const lines: Buffer[] = [];
  for (let at = 0; at < pixels.length; at += width * 3) {
    const line = Buffer.alloc(width + 1);
    for (let x = 0; x < width; x += 1) {
      const color = pixels.readUIntBE(at + x * 3, 3);
      const index = numbers.get(color) ?? nearest(color, palette);
      numbers.set(color, index);
      line[x + 1] = index;
    }
    lines.push(line);
  }
  return Buffer.concat(lines);
}

function nearest(color: number, palette: readonly number[]): number {
  const distances = palette.map((one) => distance(one, color));
  return distances.indexOf(Math.min(...distances));
}

function distance(one: number, other: number): number {
  const [a, b] = [parts(one), parts(other)];
  return a.reduce((sum, part, index) => sum + (part - (b[index] ?? 0)) ** 2, 0);
}
