import type { IncomingMessage, ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import { mayChange } from "./from-own-pages.ts";
import { plainAddress } from "./plain-address.ts";
import { isIn, senderAddress } from "./sender-address.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface FrontDoorOptions {
  readonly trustedProxies: BlockList;
  /** Host of the address that people open, with its port where that is not the usual one. */
  readonly host: string;
  readonly warn: (line: string) => void;
}

/** What only a proxy may say; from anybody else it would be believed by Next or next-auth, or stand in the log. */
const saidByProxies = ["forwarded", "x-forwarded-proto", "x-forwarded-port", "x-request-id", "x-real-ip"] as const;
const refusal = JSON.stringify({ code: "forbidden", params: {} });

/**
 * Stands before Next, for every page, route and action alike. Behind it `x-forwarded-for` is the sender's address and nothing else, which Next
 * takes from the request as it came, and what would change something comes from our own pages.
 */
export function frontDoor(handle: Handle, { trustedProxies, host, warn }: FrontDoorOptions): Handle {
  let hasWarned = false;
  return (request, response) => {
    const { headers } = request;
    const peer = plainAddress(request.socket.remoteAddress);
    const forwarded = headers["x-forwarded-for"]?.toString();
    if (peer === null || !isIn(trustedProxies, peer)) {
      if (forwarded !== undefined && !hasWarned)
        warn(`A request from ${peer} came with X-Forwarded-For, which is believed of TRUSTED_PROXIES alone.`);
      hasWarned ||= forwarded !== undefined;
      for (const name of saidByProxies) delete headers[name];
    }
    const sender = senderAddress(request.socket.remoteAddress, forwarded, trustedProxies);
    if (sender === null) delete headers["x-forwarded-for"];
    else headers["x-forwarded-for"] = sender;

    if (!mayChange(request.method, headers, new Set([host, headers.host ?? ""]))) {
      response.writeHead(403, { "content-type": "application/json", "cache-control": "no-store", connection: "close" });
      return response.end(refusal);
    }
    // Next compares Origin with this one first: a proxy that asks for the portal under another name changes nothing.
    const origin = URL.parse(headers.origin ?? "")?.host;
    if (origin === host) headers["x-forwarded-host"] = host;
    else delete headers["x-forwarded-host"];
    return handle(request, response);
  };
}
