import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerBrokenHeads } from "./answer-broken-head.ts";
import { lingering } from "./lingering.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

interface PortalServerOptions {
  readonly isProxied: boolean;
  /** Lets Next's hot-reload sockets through. */
  readonly isDevelopment?: boolean;
}

/**
 * The HTTP server in front of everything. A proxy keeps idle connections for up to two minutes (Caddy; nginx
 * 60 s): if the portal closed them earlier, a request could meet a closing connection. Without a proxy they
 * are kept for Node's five seconds.
 */
export function portalServer(handle: Handle, { isProxied, isDevelopment = false }: PortalServerOptions): Server {
  const limits = {
    // A request's head has 15 s, a quarter of Node's default, checked every five seconds; for bodies see
    // body-gate.ts.
    headersTimeout: 15_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: isProxied ? 125_000 : 5_000,
    // Requests for another protocol (curl --http2, Java) are answered in HTTP/1.1; Next would accept them and
    // never answer. Under `npm run dev` Next needs the socket to open pages.
    shouldUpgradeCallback: ({ url }: IncomingMessage) => isDevelopment && url?.startsWith("/_next/") === true,
  };
  return answerBrokenHeads(createServer(limits, lingering(ofThosePresent(handle))));
}

/**
 * A browser whose kept connection breaks as it sends sends the request once more over another. It is carried out there
 * alone: of the first nobody would get the answer. A broken connection has no address.
 */
function ofThosePresent(handle: Handle): Handle {
  return (request, response) =>
    request.socket.remoteAddress === undefined ? request.socket.destroy() : handle(request, response);
}
