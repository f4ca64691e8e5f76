import { type OutgoingHttpHeaders, request } from "node:http";

export interface RawRequest {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** A local address (any of 127.0.0.0/8) that the request comes from. */
  readonly from?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * A request with exactly these headers, which no browser would let a page send. Of an event stream it reads
 * only the head.
 */
export function rawRequest(url: string, { method = "GET", headers = {}, body, from }: RawRequest): Promise<RawAnswer> {
  const { pathname, search, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port,
      path: pathname + search,
      method,
      headers,
      agent: false,
      ...(from === undefined ? {} : { localAddress: from }),
    };
    const sent = request(options, (answer) => {
      let text = "";
      const done = () => {
        const { statusCode = 0, headers: received } = answer;
        resolve({ status: statusCode, cookies: received["set-cookie"] ?? [], headers: received, text });
      };
      answer.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      answer.once("end", done);
      if (answer.headers["content-type"]?.startsWith("text/event-stream") !== true) return;
      done();
      sent.destroy();
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
