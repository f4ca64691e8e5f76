import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { lingering } from "./lingering.ts";

/** The server that everything comes through. */
export function portalServer(handle: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  const limits = {
    // The head of a request has a quarter of Node's minute, and who is late is looked for every five seconds; how long bodies have: body-gate.ts.
    headersTimeout: 15_000,
    connectionsCheckingInterval: 5_000,
    // Whoever asks for another protocol (curl --http2, Java) is answered in this one. Next listens for them and does nothing, for ever.
    shouldUpgradeCallback: () => false,
  };
  return createServer(limits, lingering(handle));
}
