import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

const passHeader = "x-portal-pass";

/**
 * Next calls itself over HTTP with the headers of the original request: for an action sent to a page that
 * lacks it (its user had navigated meanwhile), and for the page that an action redirects to. Such a request
 * already came through `door`, but its socket is our own and its body has no length. It goes straight to
 * `inner`, by a pass that nobody outside has seen.
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
