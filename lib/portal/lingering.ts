import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What still comes of a body that was answered already is let go by for so long, and for so long without a byte of it; nginx's numbers. */
const usual = { wholeMs: 30_000, silentMs: 5_000 };

/**
 * Has connections that are closed with an answer wait for what is still sent to them. Closed with a part of it unread, the system would tell the
 * sender of the connection's end alone, and what had come of the answer would be gone (RFC 9112, 9.6). Behind a proxy that is each early answer.
 */
export function lingering(handle: Handle, patience = usual): Handle {
  const newest = new WeakMap<Socket, IncomingMessage>();
  return (request, response) => {
    const { socket } = request;
    const isKnown = newest.has(socket);
    newest.set(socket, request);
    if (!isKnown) {
      const close = socket.destroySoon.bind(socket);
      // What Node calls after the last answer of a connection.
      socket.destroySoon = () => {
        const last = newest.get(socket);
        if (last === undefined || last.complete) close();
        else linger(socket, last, patience);
      };
    }
    response.once("finish", () => request.complete || letGoBy(request));
    return handle(request, response);
  };
}

function linger(socket: Socket, request: IncomingMessage, { wholeMs, silentMs }: typeof usual): void {
  const end = () => socket.destroy();
  const timer = setTimeout(end, wholeMs).unref();
  socket.setTimeout(silentMs, end).once("close", () => clearTimeout(timer));
  request.once("end", end);
  // The answer, and that nothing more follows it.
  socket.end();
}

/** Whoever read of the body has stopped; half read, it would hold a connection that is kept, and its sender. */
function letGoBy(request: IncomingMessage): void {
  request.removeAllListeners("readable").removeAllListeners("data").resume();
}
