import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

const passHeader = "x-portal-pass";

/**
 * Next asks itself over HTTP, with the headers it was asked with: for an action that is not of the page it was sent to (its user went on
 * meanwhile), and for the page that an action leads to. Such a request came in through `door` before; its socket is our own, and its body says no
 * length. It goes on to `inner` as it is, by a pass that nobody outside has seen.
 */
export function throughOnce(door: Handle, inner: Handle): Handle {
  const pass = randomUUID();
  return (request, response) => {
    const { headers } = request;
    if (headers[passHeader] === pass) return inner(request, response);
    headers[passHeader] = pass;
    return door(request, response);
  };
}
