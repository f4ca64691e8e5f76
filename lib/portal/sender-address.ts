import { type BlockList, isIPv6 } from "node:net";
import { plainAddress } from "./plain-address.ts";

/**
 * The address of a request's sender. The socket's peer is true; X-Forwarded-For is as true as its writer. So
 * it is read from the end, for as long as the writer is a trusted proxy, up to the first address that is not
 * one; an unreadable entry ends it too.
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
