import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerBrokenHeads } from "./answer-broken-head.ts";
import { lingering } from "./lingering.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

interface PortalServerOptions {
  readonly isProxied: boolean;
  /** Lets Next's socket to open pages through, by which they reload. */
  readonly isDevelopment?: boolean;
}

/**
 * The server that everything comes through. A proxy keeps connections that nobody uses for up to two minutes (Caddy; nginx 60 s): closed here before
 * that, one would at times be closed under a request. From anybody else they are worth Node's five seconds.
 */
export function portalServer(handle: Handle, { isProxied, isDevelopment = false }: PortalServerOptions): Server {
  const limits = {
    // The head of a request has a quarter of Node's minute, and who is late is looked for every five seconds; how long bodies have: body-gate.ts.
    headersTimeout: 15_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: isProxied ? 125_000 : 5_000,
    // Whoever asks for another protocol (curl --http2, Java) is answered in this one. Next listens for them and does nothing, for ever; but
    // under `npm run dev` it tells open pages of changes by a socket.
    shouldUpgradeCallback: ({ url }: IncomingMessage) => isDevelopment && url?.startsWith("/_next/") === true,
  };
  return answerBrokenHeads(createServer(limits, lingering(handle)));
}
