import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/** What still comes of a head that was refused is let go by for so long: it is 16 KB too long at least, or no head at all. */
const patienceMs = 5_000;

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/**
 * Tells senders of heads that are no HTTP, too long or too late what is wrong. Node would too, and close at once with the rest unread: the system
 * then tells them of the connection's end alone, and a browser shows no answer (as lingering.ts has it for bodies).
 */
export function answerBrokenHeads(server: Server): Server {
  const answered = new WeakSet<Duplex>();
  return server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // The parser fails anew with each piece that still comes.
    if (answered.has(socket)) return;
    answered.add(socket);
    if (!socket.writable || error.code === "ECONNRESET") return socket.destroy();
    const status = statuses[error.code ?? ""] ?? "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    const timer = setTimeout(() => socket.destroy(), patienceMs).unref();
    socket.once("close", () => clearTimeout(timer)).resume();
  });
}
