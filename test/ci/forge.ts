/** A stand-in for the part of GitHub's and GitLab's API that comments go through; nothing else of a forge is stood in for. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface Forge {
  readonly url: string;
  readonly comments: Comment[];
  /** `POST /path`, in the order in which they came, without what only reads. */
  readonly writes: string[];
  close(): Promise<void>;
}

export interface ForgeOptions {
  /** Who the token is of. */
  readonly author: string;
  readonly comments?: readonly Comment[];
  /** False: the token may read, and not write. */
  readonly mayWrite?: boolean;
}

const GITHUB = /^\/repos\/acme\/gitops\/issues\/(?:7\/comments|comments\/(\d+))$/;
const GITLAB = /^\/projects\/1\/merge_requests\/7\/notes(?:\/(\d+))?$/;

/** Comments come by the hundred, as both forges page them; GitHub's have a `user`, GitLab's an `author`. */
export async function startForge({ author, comments = [], mayWrite = true }: ForgeOptions): Promise<Forge> {
  const all = comments.map((one) => ({ ...one }));
  const writes: string[] = [];
  const server = createServer((request, response) => {
    answer(request)
      .then(([status, body]) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      })
      .catch((error) => response.writeHead(500).end(String(error)));
  });

  const answer = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const url = new URL(request.url ?? "/", "http://forge");
    const { method } = request;
    if (url.pathname === "/user") return [200, { id: author }];
    const match = GITHUB.exec(url.pathname) ?? GITLAB.exec(url.pathname);
    if (match === null) return [404, {}];
    if (method === "GET") {
      const page = Number(url.searchParams.get("page"));
      return [200, all.slice((page - 1) * 100, page * 100).map(shown)];
    }
    if (!mayWrite) return [403, { message: "Resource not accessible by integration" }];
    writes.push(`${method} ${url.pathname}`);
    const { body } = JSON.parse(await textOf(request)) as { body: string };
    if (body.length > 65_536) return [422, { message: "body is too long" }];
    if (method === "POST") {
      const made = { id: all.length + 1, author, body };
      all.push(made);
      return [201, shown(made)];
    }
    const found = all.find(({ id }) => id === Number(match[1]));
    if (found === undefined || found.author !== author) return [403, {}];
    found.body = body;
    return [200, shown(found)];
  };

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${portOf(server)}`, comments: all, writes, close: () => closed(server) };
}

function shown({ id, author, body }: Comment): unknown {
  return { id, body, user: { login: author }, author: { id: author } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
