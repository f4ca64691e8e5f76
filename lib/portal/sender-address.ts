import { type BlockList, isIPv6 } from "node:net";
import { plainAddress } from "./plain-address.ts";

/**
 * Who sent a request. What the socket says is true; what X-Forwarded-For says is as true as whoever wrote it. So it is read from its end, and
 * only as long as the writer is a proxy of ours: the first address that is none, or that a proxy could not tell, ends it.
 */
export function senderAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  trustedProxies: BlockList,
): string | null {
  let sender = plainAddress(peer);
  const told = (forwarded ?? "").split(",");
  while (sender !== null && isIn(trustedProxies, sender) && told.length > 0) {
    const next = plainAddress(told.pop());
    if (next === null) break;
    sender = next;
  }
  return sender;
}

export function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
