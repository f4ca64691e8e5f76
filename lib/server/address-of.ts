import { isIP } from "node:net";

/**
 * The sender's network address: the front door (lib/portal) has put it, alone, into this header. Null if it
 * is no address.
 */
export function addressOf(headers: Headers): string | null {
  const address = headers.get("x-forwarded-for") ?? "";
  return isIP(address) === 0 ? null : address;
}
