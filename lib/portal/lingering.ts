import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** How long the rest of an already answered body is discarded, in all and without a byte; nginx's numbers. */
const usual = { wholeMs: 30_000, silentMs: 5_000 };

/**
 * Delays closing a connection after an answer until the rest of its request has arrived. If it were closed
 * with bytes unread, the system would reset it and the sender would lose the answer (RFC 9112, 9.6). Behind a
 * proxy that is true of every early answer.
 */
export function lingering(handle: Handle, patience = usual): Handle {
  const newest = new WeakMap<Socket, IncomingMessage>();
  return (request, response) => {
    const { socket } = request;
    const isKnown = newest.has(socket);
    newest.set(socket, request);
    if (!isKnown) {
      const close = socket.destroySoon.bind(socket);
      // Node calls this after the last answer of a connection.
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
  // Sends the answer, and that nothing follows it.
  socket.end();
}

/** Nobody reads the body any more; left half read, it would block a kept-alive connection and its sender. */
function letGoBy(request: IncomingMessage): void {
  request.removeAllListeners("readable").removeAllListeners("data").resume();
}
