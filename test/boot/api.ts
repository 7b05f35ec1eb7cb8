/** certctl's API over TLS, verified with the authority that was made for it. */
import { request } from "node:https";

export interface Reply {
  readonly status: number;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly key?: string;
  readonly body?: string;
}

export function ask(url: string, ca: string, { method = "GET", key, body }: Asked = {}): Promise<Reply> {
  const headers = {
    "Content-Type": "application/json",
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, ca, agent: false, timeout: 20_000 }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on("error", reject);
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in 20 s")));
    asked.on("error", reject);
    asked.end(body);
  });
}
