import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const began = "http.server.request.start";

/** Calls `act` at each request to a sandbox of this process whose address has `part` in it; returns what ends that. */
export function onArrival(part: string, act: () => void): () => void {
  const seen = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (request.url?.includes(part)) act();
  };
  subscribe(began, seen);
  return () => void unsubscribe(began, seen);
}
