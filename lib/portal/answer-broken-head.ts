import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/** How long the rest of a refused head is discarded: it is at least 16 KB too long, or no HTTP head at all. */
const patienceMs = 5_000;

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/**
 * Answers heads that are not HTTP, too long or too late. Node would answer too, but close at once with the
 * rest unread; the system then resets the connection, and a browser shows no answer (lingering.ts does the
 * same for bodies).
 */
export function answerBrokenHeads(server: Server): Server {
  const answered = new WeakSet<Duplex>();
  return server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // The parser fails again for each further piece.
    if (answered.has(socket)) return;
    answered.add(socket);
    if (!socket.writable || error.code === "ECONNRESET") return socket.destroy();
    const status = statuses[error.code ?? ""] ?? "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    const timer = setTimeout(() => socket.destroy(), patienceMs).unref();
    socket.once("close", () => clearTimeout(timer)).resume();
  });
}
