/** File contents by their object id, of every tree of a run: read once, by one `git cat-file --batch`. */
import { hash } from "node:crypto";
import { FailureError } from "../model/errors.ts";
import type { TreeFile } from "../model/tree.ts";
import { type Bridge, bridgeTo } from "./git-bridge.ts";
import { gitProblem } from "./git-problem.ts";
import { type Git, notStarted } from "./git-run.ts";

/** The bytes of an object, and its text where it was asked for: the same object for the same content. */
interface Content {
  readonly bytes: Buffer;
  file?: TreeFile | undefined;
}

export interface Blobs {
  /** Asks for contents that are not there yet, all at once, and does not wait for them. */
  want(ids: Iterable<string>): void;
  /** The bytes, waiting for them; undefined where this clone has no such object. */
  bytes(id: string): Buffer | undefined;
  /** The text, the same TreeFile each time; "binary" where it is no UTF-8. A byte order mark stays. */
  file(id: string): TreeFile | "binary" | undefined;
  /** Adds a content from elsewhere, and says its id, as git would name it. */
  add(bytes: Buffer): string;
  /** Adds a content that is read when it is asked for, under a name that is no object's. */
  addLater(name: string, read: () => Buffer): void;
  /** Ends git. */
  close(): void;
}

const UNREAD = Symbol("asked for, not there yet");
const MISSING = Symbol("not in this clone");

/** `objectFormat` is the hash of the repository's ids: `sha1` or `sha256`. */
export function gitBlobs(git: Git, objectFormat: string): Blobs {
  const contents = new Map<string, Content | typeof UNREAD | typeof MISSING>();
  const later = new Map<string, () => Buffer>();
  let reader = objectReader();
  let bridge: Bridge | undefined;
  let closed = false;

  const want = (ids: Iterable<string>): void => {
    if (closed) throw new Error("the repository is closed");
    let request = "";
    for (const id of ids) {
      if (contents.has(id) || later.has(id)) continue;
      contents.set(id, UNREAD);
      request += `${id}\n`;
    }
    if (request === "") return;
    bridge ??= bridgeTo("git", git.arguments(["cat-file", "--batch"]), git.environment);
    bridge.write(request);
  };

  /**
   * git ends at the first content that a partial clone lacks and may not fetch. From then on a content is asked for when it is needed:
   * many that were only wanted may be absent.
   */
  const startAgain = (absent: string): void => {
    for (const [id, known] of contents) if (known === UNREAD) contents.delete(id);
    contents.set(absent, MISSING);
    bridge = undefined;
    reader = objectReader();
  };

  /** Takes in what git wrote next. */
  const receive = (from: Bridge): void => {
    const next = from.next();
    if (!(next instanceof Uint8Array)) {
      if (next.unstarted !== undefined) {
        throw notStarted(Object.assign(new Error(next.unstarted.message), { code: next.unstarted.code }));
      }
      const absent = /could not fetch ([0-9a-f]+) from promisor remote/.exec(next.messages)?.[1];
      if (absent === undefined) throw gitProblem("cat-file", next.messages, next.end);
      startAgain(absent);
      return;
    }
    for (const { id, bytes } of reader(next)) contents.set(id, bytes === undefined ? MISSING : { bytes });
  };

  const content = (id: string): Content | undefined => {
    const read = later.get(id);
    if (read !== undefined) {
      contents.set(id, { bytes: read() });
      later.delete(id);
    }
    for (;;) {
      want([id]);
      const known = contents.get(id);
      if (known === MISSING) return undefined;
      if (known !== UNREAD && known !== undefined) return known;
      if (bridge === undefined) throw new Error(`nobody was asked for ${id}`);
      receive(bridge);
    }
  };

  return {
    want,
    bytes: (id) => content(id)?.bytes,
    file(id) {
      const found = content(id);
      if (found === undefined) return undefined;
      found.file ??= textOf(found.bytes);
      return found.file ?? "binary";
    },
    add(bytes) {
      const id = blobId(bytes, objectFormat);
      const known = contents.get(id);
      if (known === undefined || known === MISSING) contents.set(id, { bytes });
      return id;
    },
    addLater(name, read) {
      if (!contents.has(name)) later.set(name, read);
    },
    close() {
      closed = true;
      bridge?.close();
      bridge = undefined;
    },
  };
}

/** The id that git gives a file with these bytes (gitformat: the hash of `blob <size>\0` and the content). */
export function blobId(bytes: Buffer, objectFormat: string): string {
  return hash(objectFormat, Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]), "hex");
}

/** Node puts U+FFFD in place of what is not UTF-8, so only a text with one needs a second look. */
function textOf(bytes: Buffer): TreeFile | undefined {
  const text = bytes.toString("utf8");
  return !text.includes("\ufffd") || Buffer.from(text).equals(bytes) ? { text } : undefined;
}

interface ObjectRead {
  readonly id: string;
  /** Undefined: there is no such object. */
  readonly bytes: Buffer | undefined;
}

/**
 * Cuts the output of `git cat-file --batch` into objects, however it comes in pieces: `<id> <type> <size>` and the content, each with a
 * line feed after it, or `<id> missing` (git-cat-file(1)).
 */
export function objectReader(): (piece: Uint8Array) => ObjectRead[] {
  let pieces: Buffer[] = [];
  let length = 0;
  /** The bytes that are needed before anything more can be said. */
  let needed = 1;
  return (piece) => {
    pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    length += piece.byteLength;
    if (length < needed) return [];
    const all = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
    const objects: ObjectRead[] = [];
    let at = 0;
    for (;;) {
      const lineEnd = all.indexOf(10, at);
      if (lineEnd < 0) {
        needed = all.length - at + 1;
        break;
      }
      const [id = "", type, size] = all.toString("latin1", at, lineEnd).split(" ");
      if (size === undefined) {
        if (type !== "missing")
          throw new FailureError(`git cat-file cannot read ${id}`, "run `git fsck`, then run again");
        objects.push({ id, bytes: undefined });
        at = lineEnd + 1;
        continue;
      }
      const end = lineEnd + 1 + Number(size);
      if (end >= all.length) {
        needed = end + 1 - at;
        break;
      }
      objects.push({ id, bytes: all.subarray(lineEnd + 1, end) });
      at = end + 1;
    }
    pieces = [all.subarray(at)];
    length = all.length - at;
    return objects;
  };
}
